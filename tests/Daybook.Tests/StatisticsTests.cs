namespace Daybook.Tests;

public sealed class StatisticsTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_store_is_counted_beside_its_writer_and_after_it()
    {
        await using (var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { SegmentSizeBytes = 8192 }, Cancel))
        {
            Assert.Null((await StoreStatistics.CountAsync(directory.Store, Cancel)).BytesPerEvent);
            for (var number = 0; number < 100; number++)
            {
                await store.AppendAsync($"{(number % 4 == 0 ? "order" : "cart")}-{number % 10}", ExpectedRevision.Any, [new NewEvent(number % 3 == 0 ? "opened" : "closed", new byte[300]) { Tags = ["all", $"n:{number % 7}"] }], Cancel);
            }

            Check(await StoreStatistics.CountAsync(directory.Store, Cancel));
        }

        Check(await StoreStatistics.CountAsync(directory.Store, Cancel));
    }

    private void Check(StoreFigures figures)
    {
        Assert.Equal((100L, 15L, 2L, 2L, 8L), (figures.Events, figures.Streams, figures.Categories, figures.EventNames, figures.Tags));
        Assert.Equal([new NamedCount("cart", 75), new NamedCount("order", 25)], figures.LargestCategories);
        Assert.Equal([new NamedCount("closed", 66), new NamedCount("opened", 34)], figures.LargestEventNames);
        var segments = Directory.GetFiles(Path.Combine(directory.Store, "log"), "*.seg").Order().ToArray();
        Assert.Equal(segments.Select(static file => $"log/{Path.GetFileName(file)}"), figures.Segments.Select(static one => one.File));
        Assert.Equal(segments.Select(static file => new FileInfo(file).Length), figures.Segments.Select(static one => one.Bytes));
        Assert.Equal(100, figures.Segments.Sum(static one => one.Last.Value - one.First.Value + 1));
        Assert.Equal(segments.Length, figures.Files.Single(static kind => kind.Kind == ".seg").Count);
        Assert.Equal(figures.Bytes / 100.0, figures.BytesPerEvent);
    }
}
