using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Tests.Writing;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Reading;

/// <summary>A few items of large frames: read, verified and told as damaged without the rest of the frame.</summary>
public sealed class LargeFrameTests : IDisposable
{
    private static readonly int[] Counts = [2_000, 1, 17, 16, 2_000, 15, 40];

    /// <summary>Distances below and above those at which items are read together.</summary>
    private static readonly int[] Steps = [5, 16, 17, 100, 1_001];

    private readonly TempDirectory directory = new();
    private readonly MeteredDisk disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Total => Counts.Sum();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Positions_and_revisions_across_runs_are_those_of_a_whole_reading(bool backwards)
    {
        var whole = await FillAsync(Options(cacheBytes: 4096));
        using var core = LogCore.Open(directory.File("log"), Options(cacheBytes: 4096), Cancel);

        AssertSame(whole, core.View, backwards);
        AssertSame(whole, core.View, backwards);
    }

    [Fact]
    public async Task A_follower_reads_the_same()
    {
        var whole = await FillAsync(Options(cacheBytes: 4096));
        using var follower = LogFollower.Open(new LogPaths(directory.File("log")), Options(cacheBytes: 4096), Cancel);

        AssertSame(whole, follower.View, backwards: false);
        AssertSame(whole, follower.View, backwards: true);
    }

    [Fact]
    public async Task Groups_that_are_still_in_memory_are_read_from_there()
    {
        var writer = LogWriter.Open(directory.File("log"), Options(cacheBytes: 64 * 1024 * 1024), Cancel);
        await AppendAsync(writer);
        var whole = Whole(writer.View);
        disk.BytesRead = 0;

        AssertSame(whole, writer.View, backwards: true);

        Assert.Equal(0, disk.BytesRead);
        await writer.CloseAsync();
    }

    [Fact]
    public async Task A_scan_from_within_a_frame_is_the_rest()
    {
        var whole = await FillAsync(Options(cacheBytes: 4096));
        using var core = LogCore.Open(directory.File("log"), Options(cacheBytes: 4096), Cancel);

        var range = new ReadRange(1_234, long.MaxValue, Backwards: false);
        var read = new List<string>();
        for (var batch = core.View.ReadAll(ref range); batch.Count > 0; batch = core.View.ReadAll(ref range))
        {
            read.AddRange(batch.Select(Words));
        }

        Assert.Equal(InOrder(whole.Skip(1_233), backwards: false), read);
    }

    [Fact]
    public async Task Damage_is_told_by_a_scan_after_what_lies_before_it()
    {
        await FillAsync(Options(cacheBytes: 4096));
        using var core = LogCore.Open(directory.File("log"), Options(cacheBytes: 4096), Cancel);
        var segment = new LogPaths(directory.File("log")).Segment(1);
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        bytes[bytes.AsSpan().IndexOf(Items.Id(3_000).ToByteArray(bigEndian: true))] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, Cancel);

        var range = new ReadRange(1, long.MaxValue, Backwards: false);
        var last = 0L;
        var failure = Assert.Throws<LogException>(() => ScanToTheEnd(core.View, ref range, ref last));

        Assert.Equal((LogFault.Damaged, "log/00000000000000000001.seg"), (failure.Fault, failure.File));
        Assert.Equal(2_034, last);
        Assert.InRange(failure.Offset, SegmentHeader.Size + 1, bytes.Length);
    }

    [Fact]
    public async Task An_item_of_a_frame_that_was_read_before_takes_only_its_run()
    {
        await FillAsync(Options(cacheBytes: 4096));
        using var core = LogCore.Open(directory.File("log"), Options(cacheBytes: 4096), Cancel);
        ReadOne(core.View, 700);
        disk.BytesRead = 0;

        Assert.Equal(1_500, ReadOne(core.View, 1_500));

        Assert.InRange(disk.BytesRead, 1, 8 * 1024);
    }

    [Fact]
    public async Task Damage_behind_an_outline_is_told_with_file_and_byte_and_other_runs_are_read()
    {
        await FillAsync(Options(cacheBytes: 4096));
        using var core = LogCore.Open(directory.File("log"), Options(cacheBytes: 4096), Cancel);
        ReadOne(core.View, 700);
        var segment = new LogPaths(directory.File("log")).Segment(1);
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        bytes[bytes.AsSpan().IndexOf(Items.Id(1_499).ToByteArray(bigEndian: true))] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, Cancel);

        var failure = Assert.Throws<LogException>(() => ReadOne(core.View, 1_500));

        Assert.Equal((LogFault.Damaged, "log/00000000000000000001.seg", (long)SegmentHeader.Size), (failure.Fault, failure.File, failure.Offset));
        Assert.Equal(700, ReadOne(core.View, 700));
        Assert.Equal(2_001, ReadOne(core.View, 2_001));
    }

    [Fact]
    public async Task Damage_of_a_frame_without_an_outline_is_told_wherever_it_is()
    {
        await FillAsync(Options(cacheBytes: 4096));
        using var core = LogCore.Open(directory.File("log"), Options(cacheBytes: 4096), Cancel);
        var segment = new LogPaths(directory.File("log")).Segment(1);
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        bytes[bytes.AsSpan().IndexOf(Items.Id(1_499).ToByteArray(bigEndian: true))] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, Cancel);

        var failure = Assert.Throws<LogException>(() => ReadOne(core.View, 700));

        Assert.Equal((LogFault.Damaged, (long)SegmentHeader.Size), (failure.Fault, failure.Offset));
    }

    private static void AssertSame(List<StoredItem> whole, LogView view, bool backwards)
    {
        Assert.Equal(InOrder(whole.Where(static item => item.Stream == "front"), backwards), ReadStream(view, "front", backwards));
        Assert.Equal(InOrder(whole.Where(static item => item.Stream == "back"), backwards), ReadStream(view, "back", backwards));
        foreach (var tag in Steps.Select(TagOf))
        {
            Assert.Equal(InOrder(whole.Where(item => item.Tags.Contains(tag)), backwards), ReadTag(view, tag, backwards));
        }

        // Ranges of few items are not read as a piece.
        for (var first = 1L; first <= whole.Count; first += 13)
        {
            var range = new ReadRange(first, Math.Min(first + 12, whole.Count), backwards);
            var read = new List<string>();
            while (!range.IsEmpty)
            {
                read.AddRange(view.ReadAll(ref range).Select(Words));
            }

            Assert.Equal(InOrder(whole.Skip((int)first - 1).Take(13), backwards), read);
        }
    }

    private static List<string> ReadTag(LogView view, string tag, bool backwards)
    {
        var read = new List<string>();
        var range = new ReadRange(1, long.MaxValue, backwards);
        while (!range.IsEmpty)
        {
            read.AddRange(view.ReadQuery(new LogQuery([new LogQueryPart(null, [], [tag])]), ref range).Select(Words));
        }

        return read;
    }

    private static List<string> ReadStream(LogView view, string stream, bool backwards)
    {
        var read = new List<string>();
        var range = new ReadRange(0, long.MaxValue, backwards);
        for (var batch = view.ReadStream(stream, long.MaxValue, ref range); batch.Count > 0; batch = view.ReadStream(stream, long.MaxValue, ref range))
        {
            read.AddRange(batch.Select(Words));
        }

        return read;
    }

    private static List<string> InOrder(IEnumerable<StoredItem> items, bool backwards)
    {
        var words = items.Select(Words).ToList();
        if (backwards)
        {
            words.Reverse();
        }

        return words;
    }

    private static string Words(StoredItem item) => $"{item.Position} {item.Stream} {item.Revision} {item.Id} {Convert.ToHexString(item.Data.Span[..8])}";

    private static void ScanToTheEnd(LogView view, ref ReadRange range, ref long last)
    {
        for (var batch = view.ReadAll(ref range); batch.Count > 0; batch = view.ReadAll(ref range))
        {
            last = batch[^1].Position;
        }
    }

    private static long ReadOne(LogView view, long position)
    {
        var range = new ReadRange(position, position, Backwards: false);
        return Assert.Single(view.ReadAll(ref range)).Position;
    }

    private static List<StoredItem> Whole(LogView view)
    {
        var whole = new List<StoredItem>();
        var range = new ReadRange(1, long.MaxValue, Backwards: false);
        for (var batch = view.ReadAll(ref range); batch.Count > 0; batch = view.ReadAll(ref range))
        {
            whole.AddRange(batch);
        }

        Assert.Equal(Enumerable.Range(0, Total).Select(Items.Id), whole.Select(static item => item.Id));
        return whole;
    }

    private LogOptions Options(int cacheBytes) => new() { Disk = disk, IndexPartItems = 256, FrameCacheBytes = cacheBytes };

    private async Task<List<StoredItem>> FillAsync(LogOptions options)
    {
        var writer = LogWriter.Open(directory.File("log"), options, Cancel);
        await AppendAsync(writer);
        var whole = Whole(writer.View);
        await writer.CloseAsync();
        return whole;
    }

    /// <summary>A frame for each count, large but for that of one item, of two streams and with tags at several distances.</summary>
    private static async Task AppendAsync(LogWriter writer)
    {
        var number = 0;
        foreach (var count in Counts)
        {
            var items = Enumerable.Range(number, count).Select(at => Made(at, count < 100 ? 3_000 : 60)).ToArray();
            StreamItems[] parts = [Items.Part("front", Expected.Any, items[..((count + 1) / 2)]), Items.Part("back", Expected.Any, items[((count + 1) / 2)..])];
            await writer.AppendAsync(parts[..Math.Min(count, 2)], [], Cancel);
            number += count;
        }
    }

    private static NewItem Made(int number, int bytes) =>
        Items.One(number, bytes) with { Tags = [.. Steps.Where(step => number % step == 0).Select(TagOf)] };

    private static string TagOf(int step) => $"every-{step}";
}
