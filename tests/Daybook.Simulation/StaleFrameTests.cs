using Daybook.Log;
using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Sequencing;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

/// <summary>
/// Whole frames with matching lengths that stand exactly where the next frame would, and are not it: what a disk may show
/// behind the end that forgot a truncation or wrote to the wrong place.
/// </summary>
public sealed class StaleFrameTests
{
    private static readonly Guid LogId = new("00010203-0405-0607-0809-0a0b0c0d0e0f");
    private static readonly LogPaths Paths = new(World.Root);

    [Fact]
    public void A_frame_of_an_earlier_writer_does_not_count()
    {
        // Of three frames the second was lost and the third was not: the writer after the crash ends where it begins.
        var stale = Frames(LogId, epochs: 1, appends: 3)[2];

        AssertNotTaken(stale);
    }

    [Fact]
    public void A_frame_of_another_log_does_not_count()
    {
        var foreign = Frames(new Guid("00010203-0405-0607-0809-0a0b0c0d0e10"), epochs: 4, appends: 3)[2];

        AssertNotTaken(foreign);
    }

    [Fact]
    public void A_frame_written_to_the_place_of_another_does_not_count()
    {
        var misplaced = Frames(LogId, epochs: 4, appends: 4)[3];

        AssertNotTaken(misplaced);
    }

    [Fact]
    public void The_frame_that_belongs_there_counts()
    {
        var next = Frames(LogId, epochs: 4, appends: 3)[2];

        Assert.Equal(3, PositionWith(next));
    }

    private static void AssertNotTaken(byte[] frame) => Assert.Equal(2, PositionWith(frame));

    /// <summary>Where a store ends that had two appends, when these bytes stand behind them at the next opening.</summary>
    private static long PositionWith(byte[] frame)
    {
        var disk = new SimulatedDisk();
        var core = Open(disk, LogId, epochs: 2);
        Append(core, 2);
        var files = disk.Files.ToDictionary();
        files[Paths.Segment(1)] = [.. files[Paths.Segment(1)], .. frame];
        using var again = LogCore.Open(World.Root, Options(SimulatedDisk.Of(files.Select(static file => (file.Key, file.Value))), LogId), default);
        var range = new ReadRange(1, long.MaxValue, Backwards: false);
        Assert.Equal(again.View.DurablePosition, again.View.ReadAll(ref range).Count);
        return again.View.DurablePosition;
    }

    /// <summary>The frames of a log with one event in each, written at an epoch.</summary>
    private static List<byte[]> Frames(Guid logId, int epochs, int appends)
    {
        var disk = new SimulatedDisk();
        var core = Open(disk, logId, epochs);
        Append(core, appends);
        var segment = disk.Files.Single(static file => file.Path == Paths.Segment(1)).Content.AsSpan(SegmentHeader.Size);
        var frames = new List<byte[]>();
        while (FrameHeader.TryPeek(segment, out var header))
        {
            frames.Add(segment[..header.Length].ToArray());
            segment = segment[header.Length..];
        }

        Assert.Equal(appends, frames.Count);
        return frames;
    }

    private static LogCore Open(SimulatedDisk disk, Guid logId, int epochs)
    {
        for (var epoch = 1; epoch < epochs; epoch++)
        {
            LogCore.Open(World.Root, Options(disk, logId), default).Dispose();
        }

        return LogCore.Open(World.Root, Options(disk, logId), default);
    }

    private static void Append(LogCore core, int appends)
    {
        for (var append = 1; append <= appends; append++)
        {
            var item = new NewItem("happened", new Guid(append, 0, 0, new byte[8]), new byte[100]);
            core.Sequence(EncodedAppend.Of([new StreamItems("s", Expected.Any, [item])]));
            core.Commit(core.Take()!);
        }
    }

    private static LogOptions Options(SimulatedDisk disk, Guid logId) =>
        new() { FlushMode = FlushMode.Growing, Disk = disk, Time = new SimulatedTime(), NewLogId = () => logId };
}
