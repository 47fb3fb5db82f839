using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

/// <summary>Somebody changes a closed store and mends every checksum. The digests tell, and name the first event that is not what it was.</summary>
public sealed class TamperTests(ITestOutputHelper output)
{
    private const int StoreBytes = 60 * 1024;

    private static readonly int Edits = Environment.GetEnvironmentVariable("DAYBOOK_NIGHTLY") is null ? 1_000 : 20_000;

    private delegate int? Edit(List<byte[]> frames, int frame, Random random);

    [Fact]
    public void Every_edit_with_mended_checksums_is_told_with_the_first_event_that_it_touched()
    {
        (string Name, Edit Edit)[] kinds =
        [
            ("payload", ChangePayload), ("order", SwapItems), ("time", ChangeTime), ("stream", ChangeStream), ("id", ChangeId),
            ("salt", ChangeSalt), ("length", ChangeLength), ("removed", RemoveFrame),
        ];
        var files = ClosedStore();
        var counts = kinds.ToDictionary(static kind => kind.Name, static _ => 0);
        var seed = FrameHeader.SeedOf(Superblocks(files)[0].LogId);
        for (var (number, done) = (0, 0); done < Edits; number++)
        {
            var random = new Random(number);
            var (name, edit) = kinds[number % kinds.Length];
            var segments = files.Where(static file => file.Path.EndsWith(".seg", StringComparison.Ordinal)).ToArray();
            var (path, content) = name == "removed" ? segments[^1] : segments[random.Next(segments.Length)];
            var frames = FramesOf(content);
            if (frames.Count == 0 || edit(frames, random.Next(frames.Count), random) is not { } first)
            {
                continue;
            }

            var edited = files.Select(file => file.Path == path ? (Path: path, Content: Join(content, frames, seed)) : file)
                .Where(static file => !file.Path.EndsWith(".idx", StringComparison.Ordinal)).ToList();
            if (name == "removed")
            {
                MendEnd(edited, path, frames);
            }

            Assert.DoesNotContain(FindingsOf(edited, isFull: false), static finding => finding.What.Contains("does not match", StringComparison.Ordinal));
            var findings = FindingsOf(edited, isFull: true);
            Assert.True(
                findings.Any(finding => finding.What.StartsWith($"event {first} ", StringComparison.Ordinal)),
                $"edit {number}, {name} of event {first}: {string.Join("; ", findings)}");
            counts[name]++;
            done++;
        }

        output.WriteLine(string.Join(", ", counts.Select(static count => $"{count.Key} {count.Value}")));
        Assert.All(counts.Values, static count => Assert.InRange(count, 20, int.MaxValue));
    }

    [Fact]
    public void A_store_that_nobody_touched_has_the_digest_that_was_kept()
    {
        var files = ClosedStore();
        var verifier = Verified(files, isFull: true);

        Assert.Empty(verifier.Findings);
        var last = Superblocks(files).MaxBy(static slot => slot.Generation);
        Assert.Equal((last.DigestPosition, last.Digest), (verifier.Digest!.Position, verifier.Digest.Digest));
        Assert.Equal(verifier.LastPosition, last.DigestPosition);
    }

    private static int? ChangePayload(List<byte[]> frames, int frame, Random random)
    {
        var spots = ItemsOf(frames[frame]).Where(static item => item.DataLength > 0).ToArray();
        if (spots.Length == 0)
        {
            return null;
        }

        var (first, _, end, length) = spots[random.Next(spots.Length)];
        frames[frame][end - 1 - random.Next(length)] ^= (byte)(1 << random.Next(8));
        return first;
    }

    private static int? SwapItems(List<byte[]> frames, int frame, Random random)
    {
        var items = ItemsOf(frames[frame]);
        if (items.Count < 2)
        {
            return null;
        }

        // Two that stand beside each other change places, whatever their lengths.
        var at = random.Next(items.Count - 1);
        var (one, other) = (items[at], items[at + 1]);
        var bytes = frames[frame];
        byte[] swapped = [.. bytes[other.Start..other.End], .. bytes[one.Start..one.End]];
        if (swapped.AsSpan().SequenceEqual(bytes.AsSpan(one.Start, swapped.Length)))
        {
            return null;
        }

        swapped.CopyTo(bytes, one.Start);
        return one.Position;
    }

    private static int? ChangeTime(List<byte[]> frames, int frame, Random random)
    {
        var ticks = BitConverter.ToInt64(frames[frame], 24);
        var before = frame == 0 ? ticks - 1 : BitConverter.ToInt64(frames[frame - 1], 24);
        var changed = ticks > before + 1 ? before + 1 : ticks + 1;
        if (changed == ticks || (frame + 1 < frames.Count && changed >= BitConverter.ToInt64(frames[frame + 1], 24)) || (frame + 1 == frames.Count && random.Next(2) == 0))
        {
            return null;
        }

        BitConverter.TryWriteBytes(frames[frame].AsSpan(24), changed);
        return ItemsOf(frames[frame])[0].Position;
    }

    private static int? ChangeStream(List<byte[]> frames, int frame, Random random)
    {
        var items = ItemsOf(frames[frame]);
        var item = items[random.Next(items.Count)];
        var at = frames[frame].AsSpan(item.Start, item.End - item.Start).IndexOf("s-"u8);
        if (at < 0)
        {
            return null;
        }

        frames[frame][item.Start + at] = (byte)'t';
        return item.Position;
    }

    private static int? ChangeId(List<byte[]> frames, int frame, Random random)
    {
        var items = ItemsOf(frames[frame]);
        var item = items[random.Next(items.Count)];
        ReadOnlySpan<byte> rest = frames[frame].AsSpan(item.Start);
        var length = rest.Length;
        VarInt.TryRead(ref rest, out _);
        VarInt.TryRead(ref rest, out _);
        frames[frame][item.Start + length - rest.Length + 1 + random.Next(16)] ^= 1;
        return item.Position;
    }

    private static int? ChangeSalt(List<byte[]> frames, int frame, Random random)
    {
        frames[frame][40 + random.Next(16)] ^= 1;
        return ItemsOf(frames[frame])[0].Position;
    }

    /// <summary>Makes an item say that it goes on behind its frame.</summary>
    private static int? ChangeLength(List<byte[]> frames, int frame, Random random)
    {
        var items = ItemsOf(frames[frame]);
        var item = items[random.Next(items.Count)];
        BitConverter.TryWriteBytes(frames[frame].AsSpan(item.Start), 0x7FFF_FFFF);
        return item.Position;
    }

    /// <summary>Takes a frame out; those behind it get the positions that it leaves.</summary>
    private static int? RemoveFrame(List<byte[]> frames, int frame, Random random)
    {
        var removed = FrameOf(frames[frame]);
        frames.RemoveAt(frame);
        for (var behind = frame; behind < frames.Count; behind++)
        {
            var header = FrameOf(frames[behind]);
            BitConverter.TryWriteBytes(frames[behind].AsSpan(8), header.FirstPosition - removed.Count);
            BitConverter.TryWriteBytes(frames[behind].AsSpan(32), Math.Min(header.DurableUpTo, header.FirstPosition - removed.Count - 1));
        }

        return (int)removed.FirstPosition;
    }

    private static List<(int Position, int Start, int End, int DataLength)> ItemsOf(byte[] frame)
    {
        var header = FrameOf(frame);
        var items = new FrameItems(frame, header, new NameCache());
        var found = new List<(int, int, int, int)>();
        var start = items.Offset;
        while (items.TryNext())
        {
            found.Add(((int)items.Current.Position, start, items.Offset, items.Current.Data.Length));
            start = items.Offset;
        }

        return found;
    }

    private static FrameHeader FrameOf(byte[] frame)
    {
        Assert.True(FrameHeader.TryPeek(frame, out var header));
        return header;
    }

    private static List<byte[]> FramesOf(byte[] segment)
    {
        var frames = new List<byte[]>();
        for (var at = SegmentHeader.Size; at < segment.Length; at += frames[^1].Length)
        {
            Assert.True(FrameHeader.TryPeek(segment.AsSpan(at), out var header));
            frames.Add(segment[at..(at + header.Length)]);
        }

        return frames;
    }

    /// <summary>The segment with other frames, every checksum as it should be.</summary>
    private static byte[] Join(byte[] segment, List<byte[]> frames, uint seed)
    {
        foreach (var frame in frames)
        {
            FrameOf(frame).Seal(frame, seed);
        }

        return [.. segment[..SegmentHeader.Size], .. frames.SelectMany(static frame => frame)];
    }

    /// <summary>Makes superblock and head say that the log ends where it does now.</summary>
    private static void MendEnd(List<(string Path, byte[] Content)> files, string segment, List<byte[]> frames)
    {
        var superblock = files.FindIndex(static file => file.Path.EndsWith("/superblock", StringComparison.Ordinal));
        var last = frames.Count == 0 ? FirstOf(segment) - 1 : FrameOf(frames[^1]).LastPosition;
        var slots = Superblocks(files).Select(slot => (slot with
        {
            DurablePosition = Math.Min(slot.DurablePosition, last),
            EndOffset = slot.IsClean ? SegmentHeader.Size + frames.Sum(static frame => frame.Length) : slot.EndOffset,
        }).ToBytes()).ToArray();
        files[superblock] = (files[superblock].Path, [.. slots[0], .. slots[1]]);
        files.RemoveAll(static file => file.Path.EndsWith("/head", StringComparison.Ordinal));
    }

    private static long FirstOf(string segment)
    {
        Assert.True(SegmentHeader.TryParseFileName(segment[(segment.LastIndexOf('/') + 1)..], out var first));
        return first;
    }

    private static List<Superblock> Superblocks(IEnumerable<(string Path, byte[] Content)> files)
    {
        var bytes = files.Single(static file => file.Path.EndsWith("/superblock", StringComparison.Ordinal)).Content;
        return [.. new[] { 0, Superblock.SlotSize }.Select(at =>
        {
            Assert.True(Superblock.TryParse(bytes.AsSpan(at), out var slot, out _));
            return slot;
        })];
    }

    private static List<Finding> FindingsOf(IEnumerable<(string Path, byte[] Content)> files, bool isFull) =>
        [.. Verified(files, isFull).Findings.Where(static finding => finding.IsDamage).Select(static finding => finding.Finding)];

    private static LogVerifier Verified(IEnumerable<(string Path, byte[] Content)> files, bool isFull)
    {
        var verifier = new LogVerifier(new LogPaths(World.Root), SimulatedDisk.Of(files)) { IsFull = isFull };
        verifier.Run(static _ => { }, default);
        return verifier;
    }

    private static List<(string Path, byte[] Content)> ClosedStore()
    {
        const int FramesOfLastSegment = 6;
        var disk = new SimulatedDisk();
        var world = new World(6, disk) { Packs = false };
        world.Open();
        var frames = 0;
        for (var segment = ""; disk.Files.Sum(static file => file.Content.Length) < StoreBytes || frames < FramesOfLastSegment; frames++)
        {
            world.Append();
            world.Commit();
            world.WorkInBackground();
            var last = disk.Files.Last(static file => file.Path.EndsWith(".seg", StringComparison.Ordinal)).Path;
            frames = last == segment ? frames : 0;
            segment = last;
        }

        world.CloseInOrder();
        return [.. disk.Files];
    }
}
