using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>Deciding on streams that are closed, or shown from a revision on.</summary>
public sealed class ClosedStreamTests : IAsyncDisposable
{
    private static readonly StreamName Stream = "account-42";

    private readonly DaybookStore store = DaybookStore.OpenInMemory();
    private readonly CountingCodec<AccountEvent> codec = new(EventCodecs.Json(AccountJson.Default.AccountEvent));
    private readonly Fold<Account, AccountEvent> fold;

    public ClosedStreamTests() => fold = new Fold<Account, AccountEvent>(codec, Account.None, Account.Evolve);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Aggregate<Account, AccountEvent> Aggregate => store.Aggregate(Stream, fold);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_fold_passes_over_the_closing_and_knows_where_the_stream_ends()
    {
        await Aggregate.DecideAsync(static _ => [new Opened("Ada"), new Deposited(3)], cancellationToken: Cancel);
        await store.CloseStreamAsync(Stream, ExpectedRevision.At(1), Cancel);

        var expected = new Loaded<Account>(new Account("Ada", 3), new Revision(2), 2);
        Assert.Equal(expected, await Aggregate.LoadAsync(cancellationToken: Cancel));
        Assert.Equal(expected, await Aggregate.LoadAsync(effectiveAt: DateTimeOffset.MaxValue, cancellationToken: Cancel));
        Assert.Equal(2, (await store.Aggregate(Query.All, fold).LoadAsync(cancellationToken: Cancel)).Events);
    }

    [Theory]
    [InlineData(LoadOption.Fresh)]
    [InlineData(LoadOption.Cached)]
    [InlineData(LoadOption.AssumeNew)]
    public async Task Deciding_on_a_closed_stream_fails_at_once(LoadOption load)
    {
        await Aggregate.DecideAsync(static _ => [new Opened("Ada")], cancellationToken: Cancel);
        await store.CloseStreamAsync(Stream, ExpectedRevision.Any, Cancel);
        var attempts = 0;

        var failure = await Assert.ThrowsAsync<StreamClosedException>(async () => await Aggregate.DecideAsync(
            _ =>
            {
                attempts++;
                return [new Deposited(1)];
            },
            new DecideOptions { Load = load },
            Cancel));

        Assert.Equal((1, 1), (attempts, (int)failure.Revision.Value));
    }

    [Fact]
    public async Task A_state_that_was_known_is_replayed_from_where_the_stream_is_shown()
    {
        await Aggregate.DecideAsync(static _ => [new Opened("Ada"), new Deposited(3), new Deposited(4)], cancellationToken: Cancel);
        await store.TruncateStreamAsync(Stream, new Revision(2), Cancel);

        var shown = await Aggregate.LoadAsync(cancellationToken: Cancel);
        await Aggregate.DecideAsync(static state => [new Deposited(state.Balance)], cancellationToken: Cancel);
        var after = await Aggregate.LoadAsync(cancellationToken: Cancel);

        Assert.Equal((4, 2L, 1L), ((int)shown.State.Balance, shown.Revision!.Value.Value, shown.Events));
        Assert.Equal((8, 3L, 2L), ((int)after.State.Balance, after.Revision!.Value.Value, after.Events));
    }

    [Fact]
    public async Task What_is_said_about_another_stream_replays_nothing()
    {
        await Aggregate.DecideAsync(static _ => [new Opened("Ada"), new Deposited(3)], cancellationToken: Cancel);
        await store.AppendAsync("other", ExpectedRevision.Any, [new NewEvent("noted", default)], Cancel);
        await store.TruncateStreamAsync("other", new Revision(0), Cancel);
        codec.Take();

        await Aggregate.LoadAsync(cancellationToken: Cancel);

        Assert.Equal(0, codec.Take());
    }
}
