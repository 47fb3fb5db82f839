using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Recovery;

/// <summary>
/// Compares the record with the digests that were taken of it: that all files of digests are there and go on from each other,
/// and, frame by frame, that every event is the one that got its digest. Tells the first event that is not.
/// </summary>
internal sealed class DigestCheck(IDisk disk, LogPaths paths, Superblock superblock, Action<Finding> tell) : IDisposable
{
    private const string Restore = "Restore the store from a backup whose digest is known.";

    private readonly byte[] marks = new byte[LogLimits.EventsPerAppend * DigestBlock.MarkBytes];
    private readonly DigestChain chain = new(0, DigestChain.StartOf(superblock.LogId));
    private Dictionary<long, ManifestEntry> entries = [];
    private DigestFile? file;
    private ManifestEntry? entry;
    private byte[] expected = [];
    private int taken;
    private bool hasDiffered;
    private long covered = superblock.DigestPosition;

    /// <summary>The digest of everything that was added; null for nothing, and when it is not what was recorded.</summary>
    public DigestMark? Reached => hasDiffered || chain.Position == 0 ? null : new DigestMark(chain.Position, chain.Digest);

    /// <summary>True when an event, or all up to one, is not what was recorded, although every checksum matches.</summary>
    public bool HasDiffered => hasDiffered;

    /// <summary>Checks the files of digests among each other, without the events.</summary>
    public void CheckFiles()
    {
        var (found, end) = ManifestFile.Read(disk, paths, superblock.LogId);
        var segments = LogCatalog.Segments(disk, paths);
        entries = found.ToDictionary(static one => one.Segment.FirstPosition);
        foreach (var one in found)
        {
            CheckSealed(one);
        }

        covered = Math.Max(covered, found.Count == 0 ? 0 : found[^1].Segment.LastPosition);
        if (superblock.IsClean)
        {
            CheckCoverage(segments, found, end);
            return;
        }

        using var last = DigestFile.Open(disk, paths, superblock.LogId, 1 + (found.Count == 0 ? 0 : found[^1].Segment.LastPosition), DiskAccess.Read);
        while (last?.TryNext(out _) == true)
        {
            covered = Math.Max(covered, last.LastPosition);
        }
    }

    /// <summary>Compares the next frame of the log, from the first on, with what was taken of it.</summary>
    public void Add(FrameHeader header, ReadOnlyMemory<byte> frame, long segment)
    {
        if (hasDiffered)
        {
            return;
        }

        if (header.FirstPosition == segment)
        {
            Begin(segment);
        }

        if (!chain.TryAdd(header, frame.Span, marks))
        {
            Differs(LogPaths.SegmentName(segment), $"event {chain.Position + 1} is not the one that was recorded: it cannot be read");
            return;
        }

        for (var item = 0; item < header.Count && !hasDiffered; item++)
        {
            Compare(header, item, segment);
        }

        if (chain.Position == entry?.Segment.LastPosition && !chain.Digest.Equals(entry.Value.Digest))
        {
            Differs(LogPaths.SegmentName(segment), $"the events {segment} to {chain.Position} are not those whose digest the manifest holds");
        }

        if (chain.Position == superblock.DigestPosition && !chain.Digest.Equals(superblock.Digest))
        {
            Differs(LogFormat.SuperblockName, $"the events up to {chain.Position} are not those that were there when the store was closed");
        }
    }

    /// <summary>Compares the end of the log with what got digests.</summary>
    public void CheckEnd(long last)
    {
        if (covered > last)
        {
            Tell(LogFormat.SegmentDirectory, 0, $"event {last + 1} and all behind it are missing: there are digests up to event {covered}");
        }
    }

    public void Dispose() => file?.Dispose();

    private void Begin(long segment)
    {
        file?.Dispose();
        (file, expected, taken) = (null, [], 0);
        entry = entries.TryGetValue(segment, out var known) ? known : null;
        try
        {
            file = DigestFile.Open(disk, paths, superblock.LogId, segment, DiskAccess.Read);
        }
        catch (LogException damage) when (damage.Fault == LogFault.Damaged)
        {
            // Told by the check of the files.
            return;
        }

        if (file is not null && !file.Before.Equals(chain.Digest))
        {
            Differs(LogPaths.DigestsName(segment), $"it was begun behind other events than those up to {segment - 1}");
        }
    }

    private void Compare(in FrameHeader header, int item, long segment)
    {
        if (taken == expected.Length && !TryTakeBlock())
        {
            return;
        }

        var isSame = expected.AsSpan(taken, DigestBlock.MarkBytes).SequenceEqual(marks.AsSpan(item * DigestBlock.MarkBytes, DigestBlock.MarkBytes));
        taken += DigestBlock.MarkBytes;
        if (!isSame)
        {
            Differs(LogPaths.SegmentName(segment), $"event {header.FirstPosition + item} is not the one that was recorded: its digest is another");
        }
        else if (taken == expected.Length && item == header.Count - 1 && file?.LastPosition == chain.Position && !file.Digest.Equals(chain.Digest))
        {
            Differs(LogPaths.DigestsName(segment), $"the events up to {chain.Position} are not those whose digest it holds");
        }
    }

    /// <summary>False where nothing more is covered yet, or the file is damaged, which the check of the files tells.</summary>
    private bool TryTakeBlock()
    {
        if (file?.TryNext(out var marksOfBlock) == true)
        {
            (expected, taken) = (marksOfBlock.ToArray(), 0);
            return true;
        }

        file?.Dispose();
        file = null;
        return false;
    }

    private void CheckSealed(ManifestEntry sealedEntry)
    {
        var segment = sealedEntry.Segment;
        if (!LogCatalog.Has(disk, paths, segment.FirstPosition))
        {
            Tell(LogPaths.SegmentName(segment.FirstPosition), 0, $"the file is missing (events {segment.FirstPosition} to {segment.LastPosition})");
            return;
        }

        using (var stored = LogCatalog.OpenBytes(disk, paths, segment.FirstPosition, superblock.LogId, DiskAccess.Read))
        {
            if (stored.Length != segment.Bytes)
            {
                Tell(LogPaths.SegmentName(segment.FirstPosition), Math.Min(stored.Length, segment.Bytes), $"the file has {stored.Length} bytes, and had {segment.Bytes} when it was sealed");
            }
        }

        CheckFile(segment.FirstPosition, segment.LastPosition, sealedEntry.Digest);
    }

    /// <summary>After an orderly close everything up to a position is covered, and the files end there.</summary>
    private void CheckCoverage(List<long> segments, List<ManifestEntry> found, long end)
    {
        if (disk.FileExists(paths.Manifest))
        {
            using var manifest = disk.Open(paths.Manifest, DiskAccess.Read);
            if (manifest.Length != end)
            {
                Tell(LogFormat.ManifestName, end, "the last entry is not whole or not intact");
            }
        }

        var last = found.Count == 0 ? 0 : found[^1].Segment.LastPosition;
        for (var index = found.Count; index + 1 < segments.Count && segments[index + 1] - 1 <= superblock.DigestPosition; index++)
        {
            Tell(LogFormat.ManifestName, end, $"the entry of segment {segments[index]} is missing");
        }

        if (superblock.DigestPosition > last && segments.Contains(last + 1))
        {
            CheckFile(last + 1, superblock.DigestPosition, superblock.Digest);
        }
    }

    /// <summary>Walks a file that must end at a position with a digest.</summary>
    private void CheckFile(long first, long last, Digest digest)
    {
        var name = LogPaths.DigestsName(first);
        try
        {
            using var checkedFile = DigestFile.Open(disk, paths, superblock.LogId, first, DiskAccess.Read);
            if (checkedFile is null)
            {
                Tell(name, 0, "the file is missing");
                return;
            }

            while (checkedFile.TryNext(out _))
            {
            }

            if (checkedFile.LastPosition != last || checkedFile.HasTail || !checkedFile.Digest.Equals(digest))
            {
                Tell(name, checkedFile.End, $"it should cover the events {first} to {last}, and what is intact covers those up to {checkedFile.LastPosition}");
            }
        }
        catch (LogException damage) when (damage.Fault == LogFault.Damaged)
        {
            tell(new Finding(damage.File ?? name, damage.Offset, damage.Message, Restore));
        }
    }

    private void Differs(string where, string what)
    {
        hasDiffered = true;
        Tell(where, 0, what);
    }

    private void Tell(string where, long offset, string what) => tell(new Finding(where, offset, what, Restore));
}
