using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>Which state a decision starts from, and how much is read for it.</summary>
public sealed class LoadOptionTests : IAsyncDisposable
{
    private static readonly StreamName Stream = "account-42";

    private readonly DaybookStore store = DaybookStore.OpenInMemory();
    private readonly CountingCodec<AccountEvent> codec = new(EventCodecs.Json(AccountJson.Default.AccountEvent));
    private readonly Fold<Account, AccountEvent> fold;

    public LoadOptionTests() => fold = new Fold<Account, AccountEvent>(codec, Account.None, Account.Evolve);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Fresh_reads_only_what_is_new()
    {
        await AppendBesidesAsync(5);
        var first = await SeenAsync(LoadOption.Fresh);
        var unchanged = await SeenAsync(LoadOption.Fresh);
        await AppendBesidesAsync(2);
        var changed = await SeenAsync(LoadOption.Fresh);

        Assert.Equal((5, 5), first);
        Assert.Equal((5, 0), unchanged);
        Assert.Equal((7, 2), changed);
    }

    [Fact]
    public async Task Loading_reads_only_what_is_new()
    {
        var aggregate = store.Aggregate(Stream, fold);
        await AppendBesidesAsync(5);
        await aggregate.LoadAsync(cancellationToken: Cancel);
        codec.Take();
        await AppendBesidesAsync(1);

        var loaded = await store.Aggregate(Stream, fold).LoadAsync(cancellationToken: Cancel);

        Assert.Equal((6, 1), (loaded.State.Balance, codec.Take()));
        Assert.Equal((new Revision(5), 6), (loaded.Revision, loaded.Events));
    }

    [Fact]
    public async Task What_was_decided_is_not_read_again()
    {
        var aggregate = store.Aggregate(Stream, fold);
        await aggregate.DecideAsync(static _ => [new Opened("Ada"), new Deposited(3)], cancellationToken: Cancel);

        var loaded = await aggregate.LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Loaded<Account>(new Account("Ada", 3), new Revision(1), 2), loaded);
        Assert.Equal(0, codec.Take());
    }

    [Fact]
    public async Task Cached_does_not_read_and_may_be_behind()
    {
        await AppendBesidesAsync(5);
        var nothingCached = await SeenAsync(LoadOption.Cached);
        await AppendBesidesAsync(2);

        var behind = await SeenAsync(LoadOption.Cached);

        Assert.Equal((5, 5), nothingCached);
        Assert.Equal((5, 0), behind);
    }

    [Fact]
    public async Task Cached_and_behind_conflicts_and_is_decided_again_on_what_is_new()
    {
        await AppendBesidesAsync(5);
        await SeenAsync(LoadOption.Fresh);
        await AppendBesidesAsync(2);
        var seen = new List<decimal>();

        var decided = await store.Aggregate(Stream, fold).DecideAsync(
            account =>
            {
                seen.Add(account.Balance);
                return new Decision<bool, AccountEvent>(true, new Deposited(100));
            },
            new DecideOptions { Load = LoadOption.Cached },
            Cancel);

        Assert.Equal([5, 7], seen);
        Assert.Equal((2, 2), (decided.Attempts, codec.Take()));
    }

    [Fact]
    public async Task Assume_new_reads_nothing_when_it_is_new()
    {
        var options = new DecideOptions { Load = LoadOption.AssumeNew, MaxAttempts = 1 };

        var appended = await store.Aggregate(Stream, fold).DecideAsync(static account => account.Open("Ada"), options, Cancel);

        Assert.Equal(new Revision(0), appended!.LastRevision);
        Assert.Equal(0, codec.Take());
    }

    [Fact]
    public async Task Assume_new_is_decided_again_when_it_is_not()
    {
        await AppendBesidesAsync(3);
        var options = new DecideOptions { Load = LoadOption.AssumeNew };

        var decided = await store.Aggregate(Stream, fold).DecideAsync(
            static account => new Decision<decimal, AccountEvent>(account.Balance, new Deposited(1)), options, Cancel);

        Assert.Equal((3, 2), (decided.Result, decided.Attempts));
    }

    [Fact]
    public async Task A_cached_state_belongs_to_its_fold_and_its_store()
    {
        await AppendBesidesAsync(1);
        await SeenAsync(LoadOption.Fresh);
        await using var other = DaybookStore.OpenInMemory();
        var twice = new Fold<Account, AccountEvent>(codec, new Account("twice", 1), Account.Evolve);

        var otherFold = await store.Aggregate(Stream, twice).LoadAsync(cancellationToken: Cancel);
        var otherStore = await other.Aggregate(Stream, fold).LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Account("twice", 2), otherFold.State);
        Assert.Equal(Account.None, otherStore.State);
    }

    [Fact]
    public async Task A_load_as_of_the_past_leaves_the_cache_as_it_is()
    {
        var aggregate = store.Aggregate(Stream, fold);
        await AppendBesidesAsync(4);
        await aggregate.LoadAsync(cancellationToken: Cancel);
        codec.Take();

        var past = await aggregate.LoadAsync(new Revision(1), cancellationToken: Cancel);
        var now = await aggregate.LoadAsync(cancellationToken: Cancel);

        Assert.Equal((2, 4), (past.State.Balance, now.State.Balance));
        Assert.Equal(2, codec.Take());
    }

    /// <summary>The balance that a decision starts from, and how many events were read for it.</summary>
    private async Task<(decimal Balance, int Read)> SeenAsync(LoadOption load)
    {
        codec.Take();
        var decided = await store.Aggregate(Stream, fold).DecideAsync(
            static account => new Decision<decimal, AccountEvent>(account.Balance), new DecideOptions { Load = load }, Cancel);
        return (decided.Result, codec.Take());
    }

    private async Task AppendBesidesAsync(int count)
    {
        var events = Enumerable.Range(0, count).Select(_ => codec.Encode(new Deposited(1))).ToArray();
        await store.AppendAsync(Stream, ExpectedRevision.Any, events, Cancel);
    }
}
