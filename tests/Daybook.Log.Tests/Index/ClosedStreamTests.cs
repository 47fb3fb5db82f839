using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Index;

/// <summary>Which streams are closed, asked of parts in memory, files and both, and after opening again.</summary>
public sealed class ClosedStreamTests : IDisposable
{
    private const int Streams = 600;

    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(65_536)]
    [InlineData(500)]
    public async Task A_closed_stream_takes_nothing_wherever_the_index_keeps_it(int partItems)
    {
        var options = new LogOptions { SegmentSizeBytes = 64 * 1024, IndexPartItems = partItems };
        var writer = LogWriter.Open(directory.File("log"), options, Cancel);
        for (var number = 0; number < Streams; number++)
        {
            var items = number % 3 == 0 ? [Items.One(number), Closing(number)] : Items.Many(number, 2);
            await writer.AppendAsync([Items.Part($"s-{number}", Expected.NoStream, items)], [], Cancel);
        }

        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < Streams; number++)
            {
                var outcome = await writer.AppendAsync([Items.Part($"s-{number}", Expected.Any, Items.One((round + 1) * 10_000 + number))], [], Cancel);
                Assert.Equal(number % 3 == 0 ? new LogOutcome.Closed($"s-{number}", 1) : null, outcome as LogOutcome.Closed);
            }

            await writer.CloseAsync();
            writer = LogWriter.Open(directory.File("log"), options, Cancel);
        }

        await writer.CloseAsync();
    }

    [Fact]
    public async Task The_first_closing_of_a_log_counts_at_once()
    {
        var writer = LogWriter.Open(directory.File("log"), new LogOptions(), Cancel);
        await writer.AppendAsync([Items.Part("a", Expected.Any, Items.One(1))], [], Cancel);

        await writer.AppendAsync([Items.Part("a", Expected.Any, Closing(2))], [], Cancel);

        Assert.IsType<LogOutcome.Closed>(await writer.AppendAsync([Items.Part("a", Expected.At(1), Items.One(3))], [], Cancel));
        Assert.IsType<LogOutcome.Appended>(await writer.AppendAsync([Items.Part("b", Expected.Any, Items.One(3))], [], Cancel));
        await writer.CloseAsync();
    }

    private static NewItem Closing(int number) => new(SystemNames.StreamClosed, Items.Id(-number - 1), default);
}
