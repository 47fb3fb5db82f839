namespace Daybook.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Sixteen_writers_lose_nothing_and_keep_their_order()
    {
        using var directory = new TempDirectory();
        await using (var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { SegmentSizeBytes = 64 * 1024 }))
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
            {
                for (var turn = 0; turn < 100; turn++)
                {
                    var expected = turn == 0 ? ExpectedRevision.NoStream : ExpectedRevision.At(turn - 1);
                    await store.AppendAsync($"w-{writer}", expected, [new NewEvent("x", new byte[100])]);
                }
            })));
        }

        await using var reopened = await DaybookStore.OpenAsync(directory.Store);
        Assert.Equal(new Position(1600), await reopened.GetHeadAsync());
        Assert.Equal(Enumerable.Range(1, 1600).Select(static n => (long)n), await reopened.ReadAllAsync().Select(static one => one.Position.Value).ToListAsync());
        Assert.True((await reopened.GetInfoAsync()).WasClosedInOrder);
    }

    [Fact]
    public async Task Closing_waits_for_appends_under_way()
    {
        using var directory = new TempDirectory();
        var store = await DaybookStore.OpenAsync(directory.Store);
        var appends = Enumerable.Range(0, 200)
            .Select(n => store.AppendAsync($"s-{n}", ExpectedRevision.NoStream, [new NewEvent("x", default)]).AsTask()).ToArray();

        await store.DisposeAsync();

        Assert.Equal(200, (await Task.WhenAll(appends)).Select(static done => done.LastPosition).Distinct().Count());
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        await using var store = DaybookStore.OpenInMemory();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("x", default)], cancelled));

        Assert.Equal(Position.Start, await store.GetHeadAsync());
    }
}
