using System.Runtime.InteropServices;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Recovery;

/// <summary>
/// Reads a log into the index from where the index files end, and goes on later where it stopped. It checks all that can be checked
/// without other knowledge: checksums, order of positions, times, epochs and revisions, and that no segment is missing.
/// </summary>
internal sealed class LogLoader(IDisk disk, LogPaths paths, Guid logId, LogIndex firstIndex) : IDisposable
{
    private readonly NameCache names = new();
    private readonly List<StoredItem> frameItems = [];
    private readonly Dictionary<string, long> revisions = new(StringComparer.Ordinal);
    private readonly uint seed = FrameHeader.SeedOf(logId);
    private Queue<long> upcoming = new();
    private IDiskFile? file;
    private SegmentScan? scan;
    private uint leastEpoch;
    private long lastTicks;
    private bool hasBegun;

    /// <summary>What is loaded into; another index that knows as much may take its place.</summary>
    public LogIndex Index { get; set; } = firstIndex;

    /// <summary>Compares what the index files speak of instead of passing over it; null to begin behind it.</summary>
    public IndexCheck? Check { get; init; }

    /// <summary>Sees each intact frame and the segment it lies in before it is loaded.</summary>
    public Action<FrameHeader, ReadOnlyMemory<byte>, long>? Seen { get; init; }

    /// <summary>The position that the next frame must begin with; what was loaded ends before it.</summary>
    public long NextPosition { get; private set; } = 1;

    /// <summary>First position of the segment that the load has come to; 0 before the first.</summary>
    public long Segment { get; private set; }

    /// <summary>Where in that segment the next frame begins.</summary>
    public long Offset => scan?.Offset ?? SegmentHeader.Size;

    /// <summary>Time of the last loaded frame, 100 ns ticks UTC; 0 when there is none.</summary>
    public long LastTicks => lastTicks;

    public uint LastEpoch => leastEpoch;

    /// <summary>Loads every frame up to a position that is known durable.</summary>
    /// <exception cref="LogException">A frame at or below that position is missing or damaged.</exception>
    public void LoadUpTo(long durable, CancellationToken cancellationToken)
    {
        Begin();
        while (NextPosition <= durable)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!LoadFrame() && !TryNextSegment())
            {
                throw Missing(durable).ToException();
            }
        }
    }

    /// <summary>Loads every frame there is. Where it ends and why is told by <see cref="TailFinding"/>.</summary>
    public void LoadAll(CancellationToken cancellationToken) => LoadAll(static _ => { }, cancellationToken);

    /// <summary>The same, telling after each frame how many events are loaded.</summary>
    public void LoadAll(Action<long> progress, CancellationToken cancellationToken)
    {
        Begin();
        do
        {
            while (LoadFrame())
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress(NextPosition - 1);
            }
        }
        while (TryNextSegment());
    }

    /// <summary>
    /// What follows the last loaded frame of the last segment: null for nothing. Damage when acknowledged events are missing,
    /// that is, when <paramref name="vouched"/> or a later frame says that more was durable; otherwise a torn tail.
    /// </summary>
    public (Finding Finding, bool IsDamage)? TailFinding(long vouched, CancellationToken cancellationToken)
    {
        if (scan is null)
        {
            return vouched > 0 ? (Missing(vouched), true) : null;
        }

        var known = Math.Max(vouched, scan.StoppedBecause is null ? 0 : scan.VouchedBehind(cancellationToken));
        if (NextPosition <= known)
        {
            return (Missing(known), true);
        }

        return scan.StoppedBecause is { } reason
            ? (new Finding(LogPaths.SegmentName(Segment), Offset, reason, "A write that a crash cut off and nobody was told of; opening for writing removes it."), false)
            : null;
    }

    /// <summary>Length of the file that the load has come to, bytes.</summary>
    public long SegmentLength => file?.Length ?? 0;

    public void Dispose() => file?.Dispose();

    private bool LoadFrame()
    {
        if (scan is null)
        {
            return false;
        }

        var offset = scan.Offset;
        if (scan.Next() is not { } frame)
        {
            return false;
        }

        Seen?.Invoke(frame.Header, frame.Bytes, Segment);
        try
        {
            Load(frame.Header, frame.Bytes, offset);
        }
        catch
        {
            // An index file may fail to be read now and not the next time.
            (scan.Offset, scan.NextPosition, scan.LeastEpoch, scan.LastTicks) = (offset, NextPosition, leastEpoch, lastTicks);
            throw;
        }

        NextPosition = scan.NextPosition;
        leastEpoch = scan.LeastEpoch;
        lastTicks = scan.LastTicks;
        return true;
    }

    private void Load(FrameHeader header, ReadOnlyMemory<byte> bytes, long offset)
    {
        if (header.LastPosition <= Check?.UpTo)
        {
            Check.Compare(PlaceOf(header, offset, CheckItems(header, bytes, offset)));
            return;
        }

        Index.BeginPartWhenFull();
        Index.Frames.Add(PlaceOf(header, offset, AddItems(header, bytes, offset)));
    }

    private FramePlace PlaceOf(FrameHeader header, long offset, OccurredRange occurred) => new()
    {
        FirstPosition = header.FirstPosition,
        Count = header.Count,
        Segment = Segment,
        Offset = offset,
        Length = header.Length,
        RecordedTicks = header.RecordedTicks,
        FirstOccurredTicks = occurred.First,
        LastOccurredTicks = occurred.Last,
    };

    /// <summary>Gives all items of a frame to the check. Their revisions are right when the index files say the same, and go on from each other.</summary>
    private OccurredRange CheckItems(FrameHeader header, ReadOnlyMemory<byte> bytes, long offset)
    {
        OccurredRange? occurred = null;
        var items = new FrameItems(bytes, header, names);
        for (var position = header.FirstPosition; items.TryNext(out var item); position++)
        {
            Check!.Add(position, item);
            var ticks = item.OccurredAt?.UtcTicks ?? header.RecordedTicks;
            occurred = occurred?.With(ticks) ?? OccurredRange.At(ticks);
        }

        ThrowIfUnread(ref items, offset);
        return occurred!.Value;
    }

    /// <summary>Adds all items of a frame or, when it throws, none.</summary>
    private OccurredRange AddItems(FrameHeader header, ReadOnlyMemory<byte> bytes, long offset)
    {
        frameItems.Clear();
        revisions.Clear();
        var items = new FrameItems(bytes, header, names);
        while (items.TryNext())
        {
            CheckRevision(items.Current, offset);
            frameItems.Add(items.Current);
        }

        ThrowIfUnread(ref items, offset);
        var occurred = OccurredRange.At(frameItems[0].OccurredAt.UtcTicks);
        foreach (var item in frameItems)
        {
            Index.Add(item.Stream, item.Revision, item.Position, new NewItem(item.Name, item.Id, default) { Tags = item.Tags });
            occurred = occurred.With(item.OccurredAt.UtcTicks);
        }

        return occurred;
    }

    private void ThrowIfUnread(ref FrameItems items, long offset)
    {
        if (items.HasUnknownFlags)
        {
            throw LogFormat.UnknownPart(LogPaths.SegmentName(Segment));
        }

        if (items.Remaining != 0)
        {
            throw LogException.Damaged(
                LogPaths.SegmentName(Segment),
                offset + items.Offset,
                "an item of a frame with a matching checksum cannot be read",
                "Open the store with the Daybook that wrote it; if it does the same there, please report it.");
        }
    }

    private void CheckRevision(in StoredItem item, long offset)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(revisions, item.Stream, out var isKnown);
        last = isKnown ? last : Index.Streams.LastRevision(item.Stream);
        if (item.Revision != last + 1)
        {
            throw LogException.Damaged(
                LogPaths.SegmentName(Segment),
                offset,
                $"stream {item.Stream} has revision {item.Revision} where {last + 1} belongs",
                "Restore the file from a backup of this store.");
        }

        last++;
    }

    /// <summary>Stands behind the last frame of which an index file speaks, and makes sure that it is there.</summary>
    private void Begin()
    {
        scan?.Forget();
        var indexed = hasBegun || Check is not null ? 0 : Index.FilesUpTo;
        if (indexed == 0)
        {
            hasBegun = true;
            return;
        }

        var isKnown = Index.Frames.TryFind(indexed, out var place);
        Invariant.Holds(isKnown && place.LastPosition == indexed);
        (Segment, NextPosition, lastTicks) = (place.Segment, place.FirstPosition, place.RecordedTicks - 1);
        if (!LogCatalog.Segments(disk, paths).Contains(Segment))
        {
            throw Missing(indexed).ToException();
        }

        file?.Dispose();
        (file, var header) = LogCatalog.Open(disk, paths, Segment, logId, DiskAccess.Read);
        leastEpoch = header.Epoch;
        scan = new SegmentScan(file, seed) { NextPosition = NextPosition, LeastEpoch = leastEpoch, LastTicks = lastTicks, Offset = place.Offset };
        if (scan.Next() is not { } frame || frame.Header.LastPosition != indexed)
        {
            throw Missing(indexed).ToException();
        }

        (NextPosition, leastEpoch, lastTicks) = (scan.NextPosition, scan.LeastEpoch, scan.LastTicks);
        hasBegun = true;
    }

    /// <summary>Goes to the segment after the current one, or on in this one when it has grown; false when there is none.</summary>
    private bool TryNextSegment()
    {
        if (upcoming.Count == 0)
        {
            upcoming = new Queue<long>(LogCatalog.Segments(disk, paths).Where(first => first > Segment));
        }

        if (!upcoming.TryPeek(out var next))
        {
            return false;
        }

        // A segment is begun only when all before it is durable, so whatever the one before lacks was acknowledged.
        if (scan?.StoppedBecause is not null || next != NextPosition)
        {
            // Unless the segment was filled by a writer, and the next one begun, since it was looked at.
            scan?.Forget();
            if (LoadFrame())
            {
                return true;
            }

            throw Missing(next - 1).ToException();
        }

        // The next one first: when that fails, a follower asks again later, and must find itself where it was.
        var (opened, header) = LogCatalog.Open(disk, paths, next, logId, DiskAccess.Read);
        upcoming.Dequeue();
        file?.Dispose();
        file = opened;
        leastEpoch = Math.Max(leastEpoch, header.Epoch);
        scan = new SegmentScan(opened, seed) { NextPosition = NextPosition, LeastEpoch = leastEpoch, LastTicks = lastTicks };
        Segment = next;
        return true;
    }

    private Finding Missing(long known) => new(
        Segment == 0 ? LogFormat.SegmentDirectory : LogPaths.SegmentName(Segment),
        Segment == 0 ? 0 : Offset,
        $"the events {NextPosition} to {known} were acknowledged and are missing or changed ({scan?.StoppedBecause ?? "the file ends here"})",
        "Close the store and restore it from a backup; everything before this place can still be read.");
}
