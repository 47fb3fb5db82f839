using System.Buffers.Binary;
using Daybook.Log;
using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Sequencing;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

/// <summary>A store with a part of a newer format is told to be just that, to writers and readers, and is left as it is.</summary>
public sealed class FormatTests
{
    private static readonly Guid LogId = new("00010203-0405-0607-0809-0a0b0c0d0e0f");
    private static readonly LogPaths Paths = new(World.Root);

    [Fact]
    public void A_head_of_another_version_is_of_an_unknown_format()
    {
        var files = Store();
        var head = files.Find(static file => file.Path == Paths.Head).Content;
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(24), LogFormat.Version + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(60), Crc32C.Of(head.AsSpan(0, 60)));

        AssertUnknown(files, LogFormat.HeadName);
    }

    [Theory]
    [InlineData(0x02)]
    [InlineData(0x04)]
    [InlineData(0x80)]
    public void An_item_with_a_flag_of_a_newer_format_is_of_an_unknown_format(byte flag)
    {
        var files = Store();
        var segment = files.Find(static file => file.Path == Paths.Segment(1)).Content;
        var frame = segment.AsSpan(SegmentHeader.Size);

        // Behind the frame's header stand the item's length and its revision, a byte each, and then its flags.
        frame[FrameHeader.Size + 2] |= flag;
        FrameHeader.TryPeek(frame, out var header);
        header.Seal(frame[..header.Length], FrameHeader.SeedOf(LogId));

        AssertUnknown(files, "log/" + SegmentHeader.FileNameOf(1));
    }

    private static List<(string Path, byte[] Content)> Store()
    {
        var disk = new SimulatedDisk();
        using var core = LogCore.Open(World.Root, Options(disk), default);
        core.Sequence(EncodedAppend.Of([new StreamItems("s", Expected.NoStream, [new NewItem("happened", LogId, new byte[10])])]));
        core.Commit(core.Take()!);
        return [.. disk.Files];
    }

    private static void AssertUnknown(List<(string Path, byte[] Content)> files, string file)
    {
        var disk = SimulatedDisk.Of(files);
        Action[] openings =
        [
            () => LogCore.Open(World.Root, Options(disk), default).Dispose(),
            () => LogFollower.Open(Paths, Options(disk), default).Dispose(),
            () => new LogVerifier(Paths, disk).Run(static _ => { }, default),
        ];

        foreach (var open in openings)
        {
            var refusal = Assert.Throws<LogException>(open);

            Assert.Equal((LogFault.UnknownFormat, file), (refusal.Fault, refusal.File));
            Assert.Contains("Open", refusal.Message, StringComparison.Ordinal);
        }

        Assert.All(files.Zip(disk.Files), static pair => Assert.Equal(pair.First.Content, pair.Second.Content));
    }

    private static LogOptions Options(SimulatedDisk disk) => new() { Disk = disk, Time = new SimulatedTime(), NewLogId = static () => LogId };
}
