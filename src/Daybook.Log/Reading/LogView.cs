using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.IndexFiles;
using Daybook.Log.Sequencing;

namespace Daybook.Log.Reading;

/// <summary>
/// Reads what is durable, a batch at a time. A batch ends at a number of items or bytes; the caller asks again for the rest.
/// Every frame read from the disk is verified. Thread-safe.
/// </summary>
internal sealed class LogView(LogIndex index, LogPaths paths, LogOptions options, Guid logId) : IItemIds, IDisposable
{
    /// <summary>Items in one batch at most.</summary>
    public const int BatchItems = 512;

    /// <summary>Fewer items are read frame by frame, from memory when they were read lately.</summary>
    private const int LeastPieceItems = 16;

    /// <summary>The memory of a batch with more items is not used again.</summary>
    private const int MostIdleItems = 4 * BatchItems;

    /// <summary>Items of a piece that is read backwards.</summary>
    private const int BackwardsItems = 128;

    /// <summary>Bytes of frames in one batch, after which no further frame is added.</summary>
    public const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>A first frame that takes longer was fetched from the disk.</summary>
    private static readonly TimeSpan Cold = TimeSpan.FromMicroseconds(40);

    private readonly FrameReader frames = new(paths, options, logId);
    private long durablePosition;
    private NameCache? idleNames;
    private List<StoredItem>? idleBatch;

    /// <summary>The last position that reads may show; 0 while there is none.</summary>
    public long DurablePosition
    {
        get => Volatile.Read(ref durablePosition);
        set => Volatile.Write(ref durablePosition, value);
    }

    /// <summary>Keeps a group in memory that was just committed.</summary>
    public void Keep(FrameGroup group) => frames.Keep(group);

    /// <summary>The frames from the one that begins with a durable position on, as far as they are got at once, in memory of the caller's; at least that one.</summary>
    public FramePiece FramesFrom(long firstPosition, ref byte[] memory) => frames.ReadFrom(PlaceOf(firstPosition), ref memory);

    /// <summary>Last revision of a stream at or below a position that is not above the durable one.</summary>
    public long LastRevision(string stream, long upTo) => index.Streams.LastRevisionAt(stream, Math.Min(upTo, DurablePosition));

    /// <summary>Last durable position recorded at or before an instant; 0 when there is none.</summary>
    public long LastPositionAt(DateTimeOffset instant) =>
        Math.Min(index.Frames.LastPositionAt(instant.UtcTicks), DurablePosition);

    /// <summary>When a durable position was recorded.</summary>
    public DateTimeOffset RecordedAt(long position)
    {
        Invariant.Holds(position <= DurablePosition);
        var place = PlaceOf(position);
        return new DateTimeOffset(place.RecordedTicks, TimeSpan.Zero);
    }

    public IReadOnlyList<(string Stream, long LastRevision)> ListStreams(string prefix) =>
        index.Streams.ListUpTo(DurablePosition, prefix);

    /// <summary>Reads positions; the range is cut to what is durable. The batch is empty only when the range is.</summary>
    public List<StoredItem> ReadAll(ref ReadRange range)
    {
        range = range with { First = Math.Max(range.First, 1), Last = Math.Min(range.Last, DurablePosition) };
        var batch = TakeBatch();
        var bytes = 0;
        var names = TakeNames();
        while (!range.IsEmpty && batch.Count < BatchItems && bytes < BatchBytes)
        {
            if (TryReadPiece(ref range, batch, names))
            {
                break;
            }

            var place = PlaceOf(range.Backwards ? range.Last : range.First);
            var first = Math.Max(place.FirstPosition, range.First);
            var last = Math.Min(place.LastPosition, range.Last);
            AddRun(place, range with { First = first, Last = last }, batch, names);
            bytes += place.Length;
            range = range.Without(last - first + 1);
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
        var batch = TakeBatch();
        if (range.IsEmpty)
        {
            return batch;
        }

        var count = (int)Math.Min(BatchItems, range.Last - range.First + 1);
        var positions = new long[count];
        var copied = index.Streams.CopyPositions(stream, range.Backwards ? range.Last - count + 1 : range.First, positions);
        Invariant.Holds(copied == count);
        Fill(batch, positions, range.Backwards);
        range = range.Without(batch.Count);
        return batch;
    }

    /// <summary>
    /// Reads the items of a range of positions that match a query; the range is cut to what is durable. Afterwards it is what
    /// is left; the batch is empty only when that is.
    /// </summary>
    public List<StoredItem> ReadQuery(LogQuery query, ref ReadRange range)
    {
        range = range with { First = Math.Max(range.First, 1), Last = Math.Min(range.Last, DurablePosition) };
        var batch = TakeBatch();
        if (range.IsEmpty)
        {
            return batch;
        }

        var positions = Matches(query, range);
        Fill(batch, positions, range.Backwards);
        if (batch.Count == 0)
        {
            range = new ReadRange(1, 0, range.Backwards);
            return batch;
        }

        var last = batch[^1].Position;
        range = range.Backwards ? range with { Last = last - 1 } : range with { First = last + 1 };
        return batch;
    }

    /// <summary>How many streams have an event that is durable.</summary>
    public long CountStreams() => index.Streams.CountUpTo(DurablePosition);

    Guid IItemIds.IdAt(long position)
    {
        var range = new ReadRange(position, position, Backwards: false);
        return ReadAll(ref range)[0].Id;
    }

    /// <summary>Takes a batch back whose items the caller has done with; the next one uses its memory.</summary>
    public void GiveBack(List<StoredItem> batch)
    {
        batch.Clear();
        idleBatch = batch.Capacity <= MostIdleItems ? batch : null;
    }

    public void Dispose() => frames.Dispose();

    /// <summary>
    /// Reads as much of a range as lies in one piece, without asking where each frame is. False when that does not pay, or when
    /// the piece does not begin with the frame that belongs there, and then nothing was read.
    /// </summary>
    private bool TryReadPiece(ref ReadRange range, List<StoredItem> batch, NameCache names)
    {
        if (range.Last - range.First < LeastPieceItems)
        {
            return false;
        }

        var from = range.Backwards ? Math.Max(range.First, range.Last - BackwardsItems) : range.First;
        var place = PlaceOf(from);
        if (!range.Backwards && frames.ReadParts(place, names) is { } parts)
        {
            AddParts(parts, ref range, batch, names);
            return true;
        }

        var piece = frames.ReadPiece(from, place, range.Backwards ? PlaceOf(range.Last) : null);
        var wanted = range with { First = from };
        var start = batch.Count;
        while (!wanted.IsEmpty && (range.Backwards || batch.Count < BatchItems) && piece.TryNext(out var header, out var bytes))
        {
            var taken = wanted with { Last = Math.Min(wanted.Last, header.LastPosition) };
            AddRun(FramePart.Whole(bytes, header), taken, batch, names);
            wanted = wanted with { First = taken.Last + 1 };
        }

        if (range.Backwards && !wanted.IsEmpty)
        {
            batch.RemoveRange(start, batch.Count - start);
        }

        if (range.Backwards)
        {
            batch.Reverse(start, batch.Count - start);
        }

        range = range.Without(batch.Count - start);
        return batch.Count > start;
    }

    /// <summary>The first matching positions in the range's direction, in ascending order.</summary>
    private long[] Matches(LogQuery query, ReadRange range)
    {
        var found = new long[BatchItems];
        using var layers = index.Hold();
        var cursor = QueryIndex.Cursor(index.Terms, layers, query, new Reach(range.First, range.Last, range.Backwards));
        var count = 0;
        var next = range.Backwards ? range.Last : range.First;
        while (count < found.Length && cursor.TrySeek(next, out var match))
        {
            found[count++] = match;
            next = match + (range.Backwards ? -1 : 1);
        }

        var matches = found[..count];
        if (range.Backwards)
        {
            Array.Reverse(matches);
        }

        return matches;
    }

    /// <summary>Reads the items at ascending positions in the order of reading, until the batch has its bytes.</summary>
    private void Fill(List<StoredItem> batch, long[] positions, bool backwards)
    {
        var names = TakeNames();
        var bytes = 0;
        var began = options.Time.GetTimestamp();
        for (var taken = 0; taken < positions.Length && bytes < BatchBytes;)
        {
            var place = PlaceOf(positions[backwards ? positions.Length - 1 - taken : taken]);
            var run = RunIn(place, positions, taken, backwards);
            bytes += AddFrom(place, run, backwards, batch, names);
            if (taken == 0 && options.Time.GetElapsedTime(began) > Cold)
            {
                Hint(backwards ? positions.AsSpan(..^run.Length) : positions.AsSpan(run.Length..));
            }

            taken += run.Length;
        }

        idleNames = names;
    }

    /// <summary>
    /// Has the system fetch the frames of all positions at once: one after the other, each would wait for the disk. First where
    /// they lie, then they themselves. When everything is in memory this would cost more than reading, so the first frame tells.
    /// </summary>
    private void Hint(ReadOnlySpan<long> positions)
    {
        index.Frames.Hint(positions);
        FramePlace last = default;
        foreach (var position in positions)
        {
            if (position > last.LastPosition || position < last.FirstPosition)
            {
                last = PlaceOf(position);
                frames.Hint(last, position);
            }
        }
    }

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

    private List<StoredItem> TakeBatch() => Interlocked.Exchange(ref idleBatch, null) ?? [];

    private NameCache TakeNames() => Interlocked.Exchange(ref idleNames, null) ?? new NameCache();

    /// <summary>Where the frame of a durable position lies.</summary>
    public FramePlace PlaceOf(long position)
    {
        var found = index.Frames.TryFind(position, out var place);
        Invariant.Holds(found);
        return place;
    }

    /// <summary>Adds the items at the positions of a range, which lies in one frame, in the order of reading.</summary>
    private void AddRun(FramePlace place, ReadRange run, List<StoredItem> batch, NameCache names)
    {
        var start = batch.Count;
        AddRun(frames.ReadPart(place, run.First, run.Last, names), run, batch, names);
        if (run.Backwards)
        {
            batch.Reverse(start, batch.Count - start);
        }
    }

    /// <summary>Takes as much of a range as lies in the parts of a frame, in ascending order.</summary>
    private void AddParts(List<FramePart> parts, ref ReadRange range, List<StoredItem> batch, NameCache names)
    {
        foreach (var part in parts)
        {
            var taken = range with { Last = Math.Min(range.Last, part.LastPosition) };
            if (!taken.IsEmpty)
            {
                AddRun(part, taken, batch, names);
                range = range with { First = taken.Last + 1 };
            }
        }
    }

    /// <summary>Adds the items at the positions of a range, which lies in a part of a frame, in ascending order.</summary>
    private void AddRun(in FramePart part, ReadRange run, List<StoredItem> batch, NameCache names)
    {
        var items = new FrameItems(part, names);
        for (var position = part.FirstPosition; position <= run.Last; position++)
        {
            if (!(position < run.First ? items.TrySkip() : items.TryNext()))
            {
                throw Unreadable(ref items, PlaceOf(part.FirstPosition));
            }

            if (position >= run.First)
            {
                batch.Add(items.Current);
            }
        }
    }

    /// <summary>Adds the items at the given ascending positions of one frame, in the order of reading; returns the bytes they lie in.</summary>
    private int AddFrom(FramePlace place, ReadOnlySpan<long> positions, bool backwards, List<StoredItem> batch, NameCache names)
    {
        FrameItems items = default;
        var start = batch.Count;
        var (at, end, bytes) = (0L, 0L, 0);
        for (var index = 0; index < positions.Length; index++)
        {
            var position = positions[index];
            if (position >= end)
            {
                var part = frames.ReadPart(place, position, FrameOutline.LastNear(positions[index..]), names);
                items = new FrameItems(part, names);
                (at, end, bytes) = (part.FirstPosition, part.LastPosition + 1, bytes + part.Bytes.Length);
            }

            Skip(ref items, place, position - at);
            Read(ref items, place);
            batch.Add(items.Current);
            at = position + 1;
        }

        if (backwards)
        {
            batch.Reverse(start, batch.Count - start);
        }

        return bytes;
    }

    private static void Skip(ref FrameItems items, FramePlace place, long count)
    {
        for (; count > 0; count--)
        {
            if (!items.TrySkip())
            {
                throw Unreadable(ref items, place);
            }
        }
    }

    private static void Read(ref FrameItems items, FramePlace place)
    {
        if (!items.TryNext())
        {
            throw Unreadable(ref items, place);
        }
    }

    private static LogException Unreadable(ref FrameItems items, FramePlace place) => items.HasUnknownFlags
        ? LogFormat.UnknownPart(LogPaths.SegmentName(place.Segment))
        : FrameReader.Damage(place, items.Offset, "an item cannot be read");
}
