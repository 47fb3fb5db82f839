namespace Daybook.Tests.Concurrency;

/// <summary>Many callers on one file store.</summary>
public sealed class WriterTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Sixteen_writers_record_all_their_events_densely_and_in_order()
    {
        const int Writers = 16, Each = 150;
        await using (var store = await OpenAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, writer, Each), Cancel)));
        }

        await using var reopened = await OpenAsync();
        var all = await reopened.ReadAllAsync(cancellationToken: Cancel).ToArrayAsync(Cancel);
        Assert.Equal(Enumerable.Range(1, Writers * Each * 2).Select(static at => (long)at), all.Select(static one => one.Position.Value));
        Assert.True(all.Zip(all.Skip(1)).All(static pair => pair.First.RecordedAt <= pair.Second.RecordedAt));
        for (var writer = 0; writer < Writers; writer++)
        {
            var own = all.Where(one => one.Stream == $"own-{writer}").ToArray();
            Assert.Equal(Enumerable.Range(0, Each).Select(at => IdOf(writer, at)), own.Select(static one => one.Id));
            Assert.Equal(Enumerable.Range(0, Each).Select(static at => (long)at), own.Select(static one => one.Revision.Value));
        }
    }

    [Fact]
    public async Task Answered_positions_are_where_the_events_are_and_visible_at_once()
    {
        await using var store = await OpenAsync();
        async Task CheckAsync(int writer)
        {
            for (var at = 0; at < 60; at++)
            {
                var appended = await store.AppendAsync("shared", ExpectedRevision.Any, [Event(writer, at)], Cancel);
                var read = await store.ReadAllAsync(new StoreRead { From = appended.LastPosition, Limit = 1 }, Cancel).SingleAsync(Cancel);
                Assert.Equal((IdOf(writer, at), appended.LastRevision, appended.RecordedAt), (read.Id, read.Revision, read.RecordedAt));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => CheckAsync(writer), Cancel)));
    }

    [Fact]
    public async Task Appends_cancelled_at_any_moment_are_recorded_once_when_they_are_repeated()
    {
        const int Appends = 300;
        var random = new Random(7);
        await using var store = await OpenAsync();
        var cancelled = 0;
        var ids = new List<Guid>();

        for (var at = 0; at < Appends; at++)
        {
            using var source = new CancellationTokenSource();
            var one = Event(1, at);
            ids.Add(one.Id);
            var spins = random.Next(0, 20_000);
            var cancelling = Task.Run(() =>
            {
                Thread.SpinWait(spins);
                source.Cancel();
            }, Cancel);
            try
            {
                await Task.WhenAll(Enumerable.Range(0, 3).Select(other => Task.Run(async () =>
                    await store.AppendAsync($"s-{other}", ExpectedRevision.Any, [one], source.Token), Cancel)));
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            await cancelling;
            for (var other = 0; other < 3; other++)
            {
                await store.AppendAsync($"s-{other}", ExpectedRevision.Any, [one], Cancel);
            }
        }

        for (var other = 0; other < 3; other++)
        {
            var recorded = await store.ReadStreamAsync($"s-{other}", cancellationToken: Cancel).Select(static one => one.Id).ToArrayAsync(Cancel);
            Assert.Equal(ids, recorded);
        }

        Assert.InRange(cancelled, 1, Appends);
    }

    [Fact]
    public async Task Reads_beside_a_writer_never_go_back_and_never_show_a_gap()
    {
        await using var store = await OpenAsync();
        using var ended = new CancellationTokenSource();
        async Task WatchAsync()
        {
            long seen = 0;
            do
            {
                var head = await store.GetHeadAsync(Cancel);
                var read = await store.ReadAllAsync(cancellationToken: Cancel).CountAsync(Cancel);
                Assert.True(head.Value >= seen && read >= head.Value, $"saw {seen}, then head {head} and {read} events");
                seen = read;
            }
            while (!ended.IsCancellationRequested);
        }

        var watching = Enumerable.Range(0, 2).Select(_ => Task.Run(WatchAsync, Cancel)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(store, writer, 50), Cancel)));
        await ended.CancelAsync();
        await Task.WhenAll(watching);
    }

    private static async Task WriteAsync(DaybookStore store, int writer, int count)
    {
        for (var at = 0; at < count; at++)
        {
            var expected = at == 0 ? ExpectedRevision.NoStream : ExpectedRevision.At(at - 1);
            await store.AppendAsync(
                [new StreamEvents($"own-{writer}", expected, [Event(writer, at)]), new StreamEvents("shared", ExpectedRevision.Any, [Event(writer, at)])], Cancel);
        }
    }

    private static NewEvent Event(int writer, int at) => new("noted", new byte[50]) { Id = IdOf(writer, at) };

    private static Guid IdOf(int writer, int at) => new(writer, (short)at, 1, new byte[8]);

    private ValueTask<DaybookStore> OpenAsync() =>
        DaybookStore.OpenAsync(directory.Store, new StoreOptions { SegmentSizeBytes = 64 * 1024 }, Cancel);
}
