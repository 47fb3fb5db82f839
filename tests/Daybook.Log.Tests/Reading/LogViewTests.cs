using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Reading;

/// <summary>Batches of what is durable, in both directions.</summary>
public sealed class LogViewTests : IAsyncLifetime
{
    private const int Frames = 90;
    private const int Each = 17;

    private readonly TempDirectory directory = new();
    private LogWriter? writer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LogView View => writer!.View;

    public async ValueTask InitializeAsync()
    {
        writer = LogWriter.Open(directory.File("log"), new LogOptions { SegmentSizeBytes = 16 * 1024, FrameCacheBytes = 4096 }, Cancel);
        for (var frame = 0; frame < Frames; frame++)
        {
            await writer.AppendAsync(
                [Items.Part("a", Expected.Any, Items.Many(frame * Each, Each)), Items.Part($"b-{frame % 7}", Expected.Any, Items.One(frame))], [], Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writer!.CloseAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batches_of_positions_make_up_the_range(bool backwards)
    {
        var range = new ReadRange(5, 1_400, backwards);
        var read = new List<long>();
        for (var batch = View.ReadAll(ref range); batch.Count > 0; batch = View.ReadAll(ref range))
        {
            Assert.InRange(batch.Count, 1, LogView.BatchItems + Each);
            read.AddRange(batch.Select(static item => item.Position));
        }

        var expected = Enumerable.Range(5, 1_396).Select(static at => (long)at);
        Assert.Equal(backwards ? expected.Reverse() : expected, read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batches_of_revisions_make_up_the_range(bool backwards)
    {
        var range = new ReadRange(3, 1_300, backwards);
        var read = new List<StoredItem>();
        for (var batch = View.ReadStream("a", long.MaxValue, ref range); batch.Count > 0; batch = View.ReadStream("a", long.MaxValue, ref range))
        {
            Assert.InRange(batch.Count, 1, LogView.BatchItems);
            read.AddRange(batch);
        }

        var expected = Enumerable.Range(3, 1_298).Select(static at => (long)at);
        Assert.Equal(backwards ? expected.Reverse() : expected, read.Select(static item => item.Revision));
        Assert.All(read, static item => Assert.Equal(Items.Id((int)item.Revision), item.Id));
    }

    [Fact]
    public void A_range_is_cut_to_what_is_durable()
    {
        var all = new ReadRange(long.MinValue, long.MaxValue, Backwards: true);
        var beyond = new ReadRange((Frames * (Each + 1)) + 1, long.MaxValue, Backwards: false);
        var none = new ReadRange(0, long.MaxValue, Backwards: false);

        Assert.Equal(Frames * (Each + 1), View.ReadAll(ref all)[0].Position);
        Assert.Empty(View.ReadAll(ref beyond));
        Assert.Empty(View.ReadStream("c", long.MaxValue, ref none));
        Assert.True(none.IsEmpty);
    }

    [Fact]
    public void A_stream_is_read_up_to_a_position()
    {
        var range = new ReadRange(0, long.MaxValue, Backwards: true);

        var batch = View.ReadStream("a", 20, ref range);

        // Positions 1 to 17 are a's, 18 is another stream's, 19 and 20 are a's again.
        Assert.Equal(18, batch[0].Revision);
        Assert.Equal(19, batch.Count);
    }

    [Fact]
    public void A_frame_that_changed_on_the_disk_is_damage_and_the_others_are_read()
    {
        var paths = new LogPaths(directory.File("log"));
        var bytes = File.ReadAllBytes(paths.Segment(1));
        bytes[SegmentHeader.Size + 100] ^= 1;
        File.WriteAllBytes(paths.Segment(1), bytes);
        var damaged = new ReadRange(1, 1, Backwards: false);
        var next = new ReadRange(Each + 2, Each + 2, Backwards: false);

        var failure = Assert.Throws<LogException>(() => View.ReadAll(ref damaged));

        Assert.Equal((LogFault.Damaged, "log/00000000000000000001.seg", (long)SegmentHeader.Size), (failure.Fault, failure.File, failure.Offset));
        Assert.Single(View.ReadAll(ref next));
    }
}
