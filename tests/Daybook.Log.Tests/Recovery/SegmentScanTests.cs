using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;

namespace Daybook.Log.Tests.Recovery;

/// <summary>Frames of a segment in order, and why a scan stops.</summary>
public sealed class SegmentScanTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly IDisk disk = NativeDisk.ForThisSystem();
    private readonly List<IDiskFile> files = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        files.ForEach(static file => file.Dispose());
        directory.Dispose();
    }

    [Fact]
    public void Frames_are_given_in_order_to_the_exact_end()
    {
        var frames = Frames(count: 5);
        var scan = Scan(frames);

        foreach (var frame in frames)
        {
            Assert.Equal(frame, scan.Next()!.Value.Bytes.ToArray());
        }

        Assert.Null(scan.Next());
        Assert.Null(scan.StoppedBecause);
        Assert.Equal((SegmentHeader.Size + frames.Sum(static frame => frame.Length), 11L), (scan.Offset, scan.NextPosition));
    }

    [Fact]
    public void A_frame_longer_than_the_read_ahead_is_given_whole()
    {
        var large = new FrameMaker().Frame("a", [Items.One(1, 3_000_000)]);
        var scan = Scan([large]);

        Assert.Equal(large, scan.Next()!.Value.Bytes.ToArray());
        Assert.Null(scan.Next());
    }

    [Fact]
    public void Every_cut_in_the_last_frame_stops_before_it()
    {
        var frames = Frames(count: 2);
        for (var cut = 1; cut < frames[1].Length; cut++)
        {
            var scan = Scan([frames[0], frames[1][..^cut]]);

            Assert.NotNull(scan.Next());
            Assert.Null(scan.Next());
            Assert.NotNull(scan.StoppedBecause);
            Assert.Equal(SegmentHeader.Size + frames[0].Length, scan.Offset);
        }
    }

    [Fact]
    public void Every_flipped_bit_stops_the_scan_before_its_frame()
    {
        var frames = Frames(count: 2);
        for (var bit = 0; bit < frames[1].Length * 8; bit++)
        {
            frames[1][bit / 8] ^= (byte)(1 << (bit % 8));
            var scan = Scan(frames);
            Assert.NotNull(scan.Next());
            Assert.Null(scan.Next());
            Assert.NotNull(scan.StoppedBecause);
            frames[1][bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Intact_frames_that_do_not_belong_here_stop_the_scan()
    {
        var first = new FrameMaker(epoch: 5, lastTicks: 1_000).Frame("a", Items.Many(1, 2));
        (byte[] Frame, string Because)[] strangers =
        [
            (new FrameMaker(epoch: 5, nextPosition: 4, lastTicks: 2_000).Frame("a", Items.Many(1, 1)), "a frame of position 4 stands where 3 belongs"),
            (new FrameMaker(epoch: 4, nextPosition: 3, lastTicks: 2_000).Frame("a", Items.Many(1, 1)), "a frame of epoch 4, which an earlier writer left, stands behind epoch 5"),
            (new FrameMaker(epoch: 5, nextPosition: 3, lastTicks: 1_000).Frame("a", Items.Many(1, 1)), "a frame is recorded no later than the one before it"),
            (new FrameMaker(epoch: 5, nextPosition: 3, lastTicks: 2_000, Guid.Empty).Frame("a", Items.Many(1, 1)), "the checksum of the frame does not match"),
            ([.. new byte[47], 1], "these bytes are not the beginning of a frame"),
        ];

        foreach (var (frame, because) in strangers)
        {
            var scan = Scan([first, frame]);

            Assert.NotNull(scan.Next());
            Assert.Null(scan.Next());
            Assert.Equal(because, scan.StoppedBecause);
        }
    }

    [Fact]
    public void Every_reserved_frame_flag_is_of_another_format()
    {
        for (var bit = 0; bit < 16; bit++)
        {
            var frame = new FrameMaker().Frame("a", Items.Many(1, 1));
            BitConverter.TryWriteBytes(frame.AsSpan(22), (ushort)(1 << bit));
            var scan = Scan([FrameMaker.Reseal(frame)]);

            var refusal = Assert.Throws<LogException>(() => scan.Next());

            Assert.Equal(LogFault.UnknownFormat, refusal.Fault);
        }
    }

    [Fact]
    public void A_later_intact_frame_vouches_for_what_it_knew_durable()
    {
        var maker = new FrameMaker();
        var frames = new[] { maker.Frame("a", Items.Many(1, 2)), maker.Frame("a", Items.Many(3, 2), durableUpTo: 2), maker.Frame("a", Items.Many(5, 2), durableUpTo: 4) };
        frames[0][50] ^= 1;

        Assert.Equal(4, Stopped(frames).VouchedBehind(Cancel));
        Assert.Equal(2, Stopped(frames[..2]).VouchedBehind(Cancel));
        Assert.Equal(0, Stopped(frames[..1]).VouchedBehind(Cancel));
    }

    [Fact]
    public void Frames_of_one_torn_group_do_not_vouch_for_each_other()
    {
        var maker = new FrameMaker();
        var frames = new[] { maker.Frame("a", Items.Many(1, 2)), maker.Frame("a", Items.Many(3, 2)), maker.Frame("a", Items.Many(5, 2)) };
        frames[0][50] ^= 1;

        Assert.Equal(0, Stopped(frames).VouchedBehind(Cancel));
    }

    private static byte[][] Frames(int count)
    {
        var maker = new FrameMaker();
        return [.. Enumerable.Range(0, count).Select(at => maker.Frame($"s-{at}", Items.Many(at * 2, 2, bytes: 20)))];
    }

    private SegmentScan Stopped(byte[][] frames)
    {
        var scan = Scan(frames);
        Assert.Null(scan.Next());
        return scan;
    }

    private SegmentScan Scan(byte[][] frames)
    {
        var file = disk.Create(directory.File($"segment-{files.Count}"));
        files.Add(file);
        long at = SegmentHeader.Size;
        foreach (var frame in frames)
        {
            file.Write(frame, at);
            at += frame.Length;
        }

        return new SegmentScan(file, FrameMaker.Seed) { NextPosition = 1 };
    }
}
