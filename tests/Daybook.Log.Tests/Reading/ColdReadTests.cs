using Daybook.Log.Reading;
using Daybook.Log.Tests.Writing;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Reading;

/// <summary>Scattered frames of a cold log are fetched at once, those of a hot one are just read.</summary>
public sealed class ColdReadTests : IDisposable
{
    private const int Streams = 40;
    private const int Each = 30;

    private readonly TempDirectory directory = new();
    private readonly MeteredDisk disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cold_stream_is_hinted_as_a_whole_and_read_the_same(bool backwards)
    {
        await FillAsync();
        using var core = LogCore.Open(directory.File("log"), Options(new LaggingClock(TimeSpan.FromMilliseconds(1))), Cancel);

        var range = new ReadRange(0, long.MaxValue, backwards);
        var items = core.View.ReadStream("s-7", long.MaxValue, ref range);

        var revisions = Enumerable.Range(0, Each).Select(static revision => (long)revision);
        Assert.Equal(backwards ? revisions.Reverse() : revisions, items.Select(static item => item.Revision));
        Assert.Equal(Each - 1, disk.Hints.Count(static hint => hint.File.EndsWith(".seg", StringComparison.Ordinal)));
        Assert.Contains(disk.Hints, static hint => hint.File.EndsWith(".idx", StringComparison.Ordinal));
        Assert.Equal(Each - 1, disk.Hints.Distinct().Count(static hint => hint.File.EndsWith(".seg", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_hot_stream_is_not_hinted()
    {
        await FillAsync();
        using var core = LogCore.Open(directory.File("log"), Options(new LaggingClock(TimeSpan.Zero)), Cancel);

        var range = new ReadRange(0, long.MaxValue, Backwards: false);
        Assert.Equal(Each, core.View.ReadStream("s-7", long.MaxValue, ref range).Count);

        Assert.Empty(disk.Hints);
    }

    private LogOptions Options(TimeProvider time) => new() { Disk = disk, Time = time, IndexPartItems = 256 };

    private async Task FillAsync()
    {
        var writer = LogWriter.Open(directory.File("log"), Options(TimeProvider.System), Cancel);
        for (var number = 0; number < Streams * Each; number++)
        {
            await writer.AppendAsync([Items.Part($"s-{number % Streams}", Expected.Any, Items.One(number))], [], Cancel);
        }

        await writer.CloseAsync();
    }

    /// <summary>A clock that goes on by the same each time it is asked.</summary>
    private sealed class LaggingClock(TimeSpan step) : TimeProvider
    {
        private long now;

        public override long GetTimestamp() => now += step.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
