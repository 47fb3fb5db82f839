namespace Daybook.Tests.Deciding;

/// <summary>Load, decide, append, and decide again on conflict.</summary>
public sealed class DecideTests : IAsyncDisposable
{
    private static readonly StreamName Stream = "account-42";

    private readonly DaybookStore store = DaybookStore.OpenInMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Aggregate<Account, AccountEvent> Ada => store.Aggregate(Stream, Account.Fold);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_decision_is_recorded_and_seen_by_the_next_load()
    {
        var appended = await Ada.DecideAsync(static account => account.Open("Ada"), cancellationToken: Cancel);
        await Ada.DecideAsync(static _ => [new Deposited(500), new Deposited(7)], cancellationToken: Cancel);

        var loaded = await Ada.LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Revision(0), appended!.LastRevision);
        Assert.Equal(new Loaded<Account>(new Account("Ada", 507), new Revision(2), 3), loaded);
    }

    [Fact]
    public async Task A_stream_without_events_has_the_initial_state()
    {
        var loaded = await Ada.LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Loaded<Account>(Account.None, null, 0), loaded);
    }

    [Fact]
    public async Task Deciding_on_nothing_records_nothing()
    {
        await Ada.DecideAsync(static account => account.Open("Ada"), cancellationToken: Cancel);

        var again = await Ada.DecideAsync(static account => account.Open("Eve"), cancellationToken: Cancel);

        Assert.Null(again);
        Assert.Equal(new Position(1), await store.GetHeadAsync(Cancel));
    }

    [Fact]
    public async Task A_refusal_is_a_value()
    {
        await Ada.DecideAsync(static _ => [new Opened("Ada"), new Deposited(10)], cancellationToken: Cancel);

        var refused = await Ada.DecideAsync(static account => account.Withdraw(11), cancellationToken: Cancel);
        var paid = await Ada.DecideAsync(static account => account.Withdraw(10), cancellationToken: Cancel);

        Assert.Equal(new Decided<Withdrawal>(Withdrawal.Overdrawn, null, 1), refused);
        Assert.Equal((Withdrawal.Paid, 1), (paid.Result, paid.Attempts));
        Assert.Equal(new Revision(2), paid.Appended!.LastRevision);
    }

    [Fact]
    public async Task A_conflict_may_turn_a_decision_into_a_refusal()
    {
        await Ada.DecideAsync(static _ => [new Opened("Ada"), new Deposited(10)], cancellationToken: Cancel);
        var attempts = 0;

        var decided = await Ada.DecideAsync(
            account =>
            {
                if (attempts++ == 0)
                {
                    DepositBesides(-5);
                }

                return account.Withdraw(8);
            },
            cancellationToken: Cancel);

        Assert.Equal(new Decided<Withdrawal>(Withdrawal.Overdrawn, null, 2), decided);
    }

    [Fact]
    public async Task Each_conflict_shows_the_decision_the_newer_state()
    {
        await Ada.DecideAsync(static _ => [new Opened("Ada")], cancellationToken: Cancel);
        var seen = new List<decimal>();

        var decided = await Ada.DecideAsync(
            account =>
            {
                seen.Add(account.Balance);
                if (seen.Count <= 3)
                {
                    DepositBesides(5);
                }

                return new Decision<string, AccountEvent>("done", new Deposited(100));
            },
            cancellationToken: Cancel);

        Assert.Equal([0, 5, 10, 15], seen);
        Assert.Equal(4, decided.Attempts);
        Assert.Equal(115, (await Ada.LoadAsync(cancellationToken: Cancel)).State.Balance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task After_the_last_attempt_the_conflict_is_an_exception(int maxAttempts)
    {
        var attempts = 0;

        var failure = await Assert.ThrowsAsync<AppendConflictException>(async () => await Ada.DecideAsync(
            _ =>
            {
                attempts++;
                DepositBesides(1);
                return [new Deposited(100)];
            },
            new DecideOptions { MaxAttempts = maxAttempts },
            Cancel));

        Assert.Equal(maxAttempts, attempts);
        var conflict = Assert.IsType<RevisionConflict>(failure.Conflict);
        Assert.Equal((Stream, new Revision(maxAttempts - 1)), (conflict.Stream, conflict.Actual));
        Assert.Equal(maxAttempts, (await Ada.LoadAsync(cancellationToken: Cancel)).State.Balance);
    }

    [Fact]
    public async Task At_least_one_attempt_must_be_allowed() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Ada.DecideAsync(
            static account => account.Open("Ada"), new DecideOptions { MaxAttempts = 0 }, Cancel));

    [Fact]
    public async Task Many_deciders_at_once_lose_no_money()
    {
        using var directory = new TempDirectory();
        await using var file = await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel);
        var account = file.Aggregate(Stream, Account.Fold);
        var options = new DecideOptions { MaxAttempts = int.MaxValue };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var times = 0; times < 25; times++)
            {
                await account.DecideAsync(static _ => [new Deposited(1)], options, Cancel);
            }
        }, Cancel)));

        Assert.Equal(new Loaded<Account>(new Account(null, 200), new Revision(199), 200), await account.LoadAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task An_event_of_another_family_stops_the_load()
    {
        await store.AppendAsync(Stream, ExpectedRevision.Any, [new NewEvent("shipped", "{}"u8.ToArray())], Cancel);

        var failure = await Assert.ThrowsAsync<UnknownEventException>(async () => await Ada.LoadAsync(cancellationToken: Cancel));

        Assert.Equal((Stream, new EventName("shipped"), new Position(1)), (failure.Stream, failure.Name, failure.Position));
    }

    /// <summary>Somebody else appends while a decision is made; in memory that is done when the call returns.</summary>
    private void DepositBesides(decimal amount)
    {
        var appended = store.AppendAsync(Stream, ExpectedRevision.Any, [Account.Fold.Codec.Encode(new Deposited(amount))], Cancel);
        Assert.True(appended.IsCompletedSuccessfully);
    }
}
