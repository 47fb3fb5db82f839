using Daybook.Log.Format;
using Daybook.Log.Index;

namespace Daybook.Log.Reading;

/// <summary>
/// Reads what is durable, a batch at a time. A batch ends at a number of items or bytes; the caller asks again for the rest.
/// Every frame read from the disk is verified. Thread-safe.
/// </summary>
internal sealed class LogView(FrameTable frames, StreamPostings streams, LogPaths paths, LogOptions options, Guid logId) : IDisposable
{
    /// <summary>Items in one batch at most.</summary>
    public const int BatchItems = 512;

    /// <summary>Bytes of frames in one batch, after which no further frame is added.</summary>
    public const int BatchBytes = 4 * 1024 * 1024;

    private readonly SegmentFiles files = new(options.Disk, paths);
    private readonly FrameCache cache = new(options.FrameCacheBytes);
    private readonly uint seed = FrameHeader.SeedOf(logId);
    private long durablePosition;
    private NameCache? idleNames;

    /// <summary>The last position that reads may show; 0 while there is none.</summary>
    public long DurablePosition
    {
        get => Volatile.Read(ref durablePosition);
        set => Volatile.Write(ref durablePosition, value);
    }

    /// <summary>Last revision of a stream at or below a position that is not above the durable one.</summary>
    public long LastRevision(string stream, long upTo) => streams.LastRevisionAt(stream, Math.Min(upTo, DurablePosition));

    /// <summary>Last durable position recorded at or before an instant; 0 when there is none.</summary>
    public long LastPositionAt(DateTimeOffset instant) =>
        Math.Min(frames.LastPositionAt(instant.UtcTicks), DurablePosition);

    /// <summary>When a durable position was recorded.</summary>
    public DateTimeOffset RecordedAt(long position)
    {
        Invariant.Holds(position <= DurablePosition && frames.TryFind(position, out _));
        frames.TryFind(position, out var place);
        return new DateTimeOffset(place.RecordedTicks, TimeSpan.Zero);
    }

    public IReadOnlyList<(string Stream, long LastRevision)> ListStreams(string prefix) =>
        streams.ListUpTo(DurablePosition, prefix);

    /// <summary>Reads positions; the range is cut to what is durable. The batch is empty only when the range is.</summary>
    public List<StoredItem> ReadAll(ref ReadRange range)
    {
        range = range with { First = Math.Max(range.First, 1), Last = Math.Min(range.Last, DurablePosition) };
        var batch = new List<StoredItem>();
        var bytes = 0;
        var names = TakeNames();
        while (!range.IsEmpty && batch.Count < BatchItems && bytes < BatchBytes)
        {
            var place = PlaceOf(range.Backwards ? range.Last : range.First);
            var first = Math.Max(place.FirstPosition, range.First);
            var last = Math.Min(place.LastPosition, range.Last);
            var wanted = new long[last - first + 1];
            for (var index = 0; index < wanted.Length; index++)
            {
                wanted[index] = first + index;
            }

            AddFrom(place, wanted, range.Backwards, batch, names);
            bytes += place.Length;
            range = range.Without(wanted.Length);
        }

        idleNames = names;
        return batch;
    }

    /// <summary>
    /// Reads revisions of a stream at or below a position; the range is cut to what is there. The batch is empty only when
    /// the range is.
    /// </summary>
    public List<StoredItem> ReadStream(string stream, long upTo, ref ReadRange range)
    {
        range = range with { First = Math.Max(range.First, 0), Last = Math.Min(range.Last, LastRevision(stream, upTo)) };
        var batch = new List<StoredItem>();
        if (range.IsEmpty)
        {
            return batch;
        }

        var count = (int)Math.Min(BatchItems, range.Last - range.First + 1);
        var positions = new long[count];
        var copied = streams.CopyPositions(stream, range.Backwards ? range.Last - count + 1 : range.First, positions);
        Invariant.Holds(copied == count);
        var names = TakeNames();
        var bytes = 0;
        var taken = 0;
        while (taken < count && bytes < BatchBytes)
        {
            var place = PlaceOf(positions[range.Backwards ? count - 1 - taken : taken]);
            var run = RunIn(place, positions, taken, range.Backwards);
            AddFrom(place, run, range.Backwards, batch, names);
            bytes += place.Length;
            taken += run.Length;
        }

        range = range.Without(taken);
        idleNames = names;
        return batch;
    }

    public void Dispose() => files.Dispose();

    /// <summary>The positions, in ascending order, that follow those already taken and lie in one frame.</summary>
    private static ReadOnlySpan<long> RunIn(FramePlace place, long[] positions, int taken, bool backwards)
    {
        if (backwards)
        {
            var end = positions.Length - taken;
            var start = end - 1;
            while (start > 0 && positions[start - 1] >= place.FirstPosition)
            {
                start--;
            }

            return positions.AsSpan(start, end - start);
        }

        var stop = taken + 1;
        while (stop < positions.Length && positions[stop] <= place.LastPosition)
        {
            stop++;
        }

        return positions.AsSpan(taken, stop - taken);
    }

    private NameCache TakeNames() => Interlocked.Exchange(ref idleNames, null) ?? new NameCache();

    private FramePlace PlaceOf(long position)
    {
        var found = frames.TryFind(position, out var place);
        Invariant.Holds(found);
        return place;
    }

    /// <summary>Adds the items at the given ascending positions of one frame, in the order of reading.</summary>
    private void AddFrom(FramePlace place, ReadOnlySpan<long> positions, bool backwards, List<StoredItem> batch, NameCache names)
    {
        var bytes = BytesOf(place, out var header);
        var items = new FrameItems(bytes, header, names);
        var start = batch.Count;
        var at = place.FirstPosition;
        foreach (var position in positions)
        {
            var readable = true;
            for (; readable && at < position; at++)
            {
                readable = items.TrySkip();
            }

            if (!readable || !items.TryNext())
            {
                throw Damage(place, items.Offset, "an item cannot be read");
            }

            at++;
            batch.Add(items.Current);
        }

        if (backwards)
        {
            batch.Reverse(start, batch.Count - start);
        }
    }

    private byte[] BytesOf(FramePlace place, out FrameHeader header)
    {
        var bytes = cache.Find(place.FirstPosition);
        if (bytes is null)
        {
            bytes = new byte[place.Length];
            var read = files.Read(place.Segment, bytes, place.Offset);
            if (read != place.Length || !FrameHeader.IsIntact(bytes, seed))
            {
                throw Damage(place, 0, "the checksum of the frame does not match");
            }

            cache.Keep(place.FirstPosition, bytes);
        }

        var isFrame = FrameHeader.TryPeek(bytes, out header);
        if (!isFrame || header.FirstPosition != place.FirstPosition || header.Length != place.Length)
        {
            throw Damage(place, 0, "another frame stands in the place of this one");
        }

        return bytes;
    }

    private static LogException Damage(FramePlace place, int offset, string finding) => LogException.Damaged(
        LogPaths.SegmentName(place.Segment),
        place.Offset + offset,
        $"{finding} (events {place.FirstPosition} to {place.LastPosition})",
        "Close the store and restore it from a backup; the other events can still be read.");
}
