using System.Buffers.Binary;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Packing;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Packing;

/// <summary>A packed segment has the bytes of the segment; whatever is changed of it is told.</summary>
public sealed class PackedSegmentTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly IDisk disk = NativeDisk.ForThisSystem();
    private Guid logId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LogPaths Paths => new(directory.File("log"));

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task It_is_read_as_the_segment_was_at_every_place()
    {
        var segments = await FillAsync(400, 64 * 1024, 20_000);
        foreach (var first in segments[..^1])
        {
            var before = File.ReadAllBytes(Paths.Segment(first));
            Assert.True(new SegmentPacker(disk, Paths, logId).TryPack(first, Cancel));
            Assert.False(File.Exists(Paths.Segment(first)));
            using var packed = PackedSegment.Open(disk, Paths.Packed(first), logId, first);
            var random = new Random((int)first);

            Assert.Equal(before.Length, packed.Length);
            Assert.True(packed.PackedLength < before.Length);
            for (var number = 0; number < 300; number++)
            {
                var offset = number == 0 ? 0 : random.Next(before.Length + 1);
                var found = new byte[number == 0 ? before.Length + 10 : random.Next(1 << random.Next(1, 18))];
                var read = packed.Read(found, offset);
                Assert.Equal(Math.Min(found.Length, before.Length - offset), read);
                Assert.True(before.AsSpan(offset, read).SequenceEqual(found.AsSpan(0, read)));
            }
        }

        Assert.Empty(Verified());
    }

    [Fact]
    public async Task A_store_with_packed_segments_is_opened_appended_to_and_read()
    {
        var segments = await FillAsync(200, 16 * 1024, 3_000);
        segments[..^1].ForEach(first => Assert.True(new SegmentPacker(disk, Paths, logId).TryPack(first, Cancel)));

        var writer = LogWriter.Open(Paths.Root, new LogOptions { SegmentSizeBytes = 16 * 1024, PackBytesPerSecond = 0 }, Cancel);
        await writer.AppendAsync([Items.Part("s-1", Expected.StreamExists, Items.One(999_999))], [], Cancel);
        var all = new ReadRange(1, long.MaxValue, Backwards: false);
        var positions = new List<long>();
        for (var batch = writer.View.ReadAll(ref all); batch.Count > 0; batch = writer.View.ReadAll(ref all))
        {
            positions.AddRange(batch.Select(static item => item.Position));
        }

        Assert.Equal(Enumerable.Range(1, 201).Select(static at => (long)at), positions);
        await writer.CloseAsync();
        Assert.Empty(Verified());
    }

    [Fact]
    public async Task Every_changed_bit_and_every_cut_is_told_and_nothing_else_is_read()
    {
        var first = (await FillAsync(24, 8 * 1024, 700))[0];
        var before = File.ReadAllBytes(Paths.Segment(first));
        new SegmentPacker(disk, Paths, logId).TryPack(first, Cancel);
        var packed = File.ReadAllBytes(Paths.Packed(first));
        var told = 0;

        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            var changed = (byte[])packed.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            told += IsTold(changed, first, before) ? 1 : 0;
        }

        for (var length = 0; length < packed.Length; length++)
        {
            Assert.True(IsTold(packed[..length], first, before), $"cut at {length}");
        }

        Assert.Equal(packed.Length * 8, told);
    }

    [Fact]
    public void A_block_that_names_more_than_it_can_have_is_refused_before_anything_is_made_of_it()
    {
        var packed = new byte[100];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Null(BlockPacker.Unpack(PackCodec.Deflate, packed, LogLimits.FrameBytes));
        Assert.Null(BlockPacker.Unpack(PackCodec.Split, packed, LogLimits.FrameBytes));
        Assert.Null(BlockPacker.Unpack(PackCodec.Stored, packed, LogLimits.FrameBytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Bytes_that_are_no_frames_are_packed_all_the_same(int kind)
    {
        var random = new Random(kind);
        var block = new byte[5_000];
        random.NextBytes(kind == 0 ? block : block.AsSpan(0, 100));
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), kind == 2 ? 5_000 : 64);

        var (codec, bytes) = new BlockPacker().Pack(block, frames: 3);

        Assert.Equal(kind == 0 ? PackCodec.Stored : PackCodec.Deflate, codec);
        Assert.Equal(block, BlockPacker.Unpack(codec, bytes, block.Length));
    }

    [Fact]
    public async Task What_saves_nothing_stays_as_it_is()
    {
        var first = (await FillAsync(40, 256 * 1024, 16_000, isRandom: true))[0];

        Assert.False(new SegmentPacker(disk, Paths, logId).TryPack(first, Cancel));

        Assert.True(File.Exists(Paths.Segment(first)));
        Assert.DoesNotContain(Directory.GetFiles(Paths.Segments), static name => name.Contains(".zseg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_writer_packs_what_is_full_while_readers_go_on()
    {
        var options = new LogOptions { SegmentSizeBytes = 16 * 1024, IndexPartItems = 50, DigestLagEvents = 10, PackBytesPerSecond = int.MaxValue };
        var writer = LogWriter.Open(Paths.Root, options, Cancel);
        await writer.AppendAsync([Items.Part("s", Expected.Any, Items.One(0, 200))], [], Cancel);
        using var follower = LogFollower.Open(Paths, options, Cancel);
        var number = 1;
        do
        {
            await writer.AppendAsync([Items.Part("s", Expected.Any, Items.One(number++, 200))], [], Cancel);
            follower.Refresh(Cancel);
            foreach (var view in new[] { writer.View, follower.View })
            {
                var range = new ReadRange(1 + (number * 7 % number), number, Backwards: false);
                Assert.Equal(range.First, view.ReadAll(ref range)[0].Position);
            }
        }
        while (number < 400 || Directory.GetFiles(Paths.Segments, "*.zseg").Length < 3);

        await writer.CloseAsync();
        Assert.Empty(Verified());
    }

    private List<Finding> Verified()
    {
        var verifier = new LogVerifier(Paths, disk) { IsFull = true };
        verifier.Run(static _ => { }, Cancel);
        return [.. verifier.Findings.Select(static one => one.Finding)];
    }

    private bool IsTold(byte[] changed, long first, byte[] before)
    {
        var path = directory.File("changed");
        File.WriteAllBytes(path, changed);
        try
        {
            using var packed = PackedSegment.Open(disk, path, logId, first);
            var found = new byte[before.Length];
            for (var at = 0; at < found.Length; at += packed.Read(found.AsSpan(at), at))
            {
            }

            Assert.Equal(before, found);
            return false;
        }
        catch (LogException failure) when (failure.Fault == LogFault.Damaged)
        {
            Assert.Equal(LogPaths.PackedName(first), failure.File);
            return true;
        }
    }

    /// <summary>A closed log of events of many sizes; answers its segments.</summary>
    private async Task<List<long>> FillAsync(int events, int segmentSizeBytes, int greatest, bool isRandom = false)
    {
        var random = new Random(events);
        var writer = LogWriter.Open(
            Paths.Root, new LogOptions { SegmentSizeBytes = segmentSizeBytes, PackBytesPerSecond = 0 }, Cancel);
        for (var number = 0; number < events; number++)
        {
            var item = Items.One(number, isRandom ? greatest : random.Next(random.Next(20) == 0 ? greatest : 300));
            if (isRandom)
            {
                random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsMemory(item.Data).Span);
            }

            await writer.AppendAsync([Items.Part($"s-{number % 7}", Expected.Any, item with { Tags = number % 3 == 0 ? ["about:1"] : [] })], [], Cancel);
        }

        logId = writer.LogId;
        await writer.CloseAsync();
        return LogCatalog.Segments(disk, Paths);
    }
}
