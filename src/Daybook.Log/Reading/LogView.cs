using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.IndexCursors;
using Daybook.Log.IndexFiles;
using Daybook.Log.Sequencing;

namespace Daybook.Log.Reading;

/// <summary>
/// Reads what is durable, a batch at a time. A batch ends at a number of items or bytes; the caller asks again for the rest.
/// Every frame read from the disk is verified. Thread-safe.
/// </summary>
internal sealed class LogView : IItemIds, IDisposable
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

    private readonly LogIndex index;
    private readonly TimeProvider time;
    private readonly FrameReader frames;
    private readonly ItemReader items;
    private long durablePosition;
    private NameCache? idleNames;
    private List<StoredItem>? idleBatch;

    public LogView(LogIndex index, LogPaths paths, LogOptions options, Guid logId)
    {
        this.index = index;
        time = options.Time;
        frames = new FrameReader(paths, options, logId);
        items = new ItemReader(index, frames);
    }

    /// <summary>The last position that reads may show; 0 while there is none.</summary>
    public long DurablePosition
    {
        get => Volatile.Read(ref durablePosition);
        set => Volatile.Write(ref durablePosition, value);
    }

    /// <summary>Lets go of a segment that was packed.</summary>
    public void Forget(long segment) => frames.Forget(segment);

    /// <summary>Keeps a group in memory that was just committed.</summary>
    public void Keep(FrameGroup group) => frames.Keep(group);

    /// <summary>The frames from the one that begins with a durable position on, as far as they are got at once, in memory of the caller's; at least that one.</summary>
    public FramePiece FramesFrom(long firstPosition, ref byte[] memory) => frames.ReadFrom(items.PlaceOf(firstPosition), ref memory);

    /// <summary>Last revision of a stream at or below a position that is not above the durable one.</summary>
    public long LastRevision(string stream, long upTo) => index.Streams.LastRevisionAt(stream, Math.Min(upTo, DurablePosition));

    /// <summary>Last durable position recorded at or before an instant; 0 when there is none.</summary>
    public long LastPositionAt(DateTimeOffset instant) =>
        Math.Min(index.Frames.LastPositionAt(instant.UtcTicks), DurablePosition);

    /// <summary>When a durable position was recorded.</summary>
    public DateTimeOffset RecordedAt(long position)
    {
        Invariant.Holds(position <= DurablePosition);
        var place = items.PlaceOf(position);
        return new DateTimeOffset(place.RecordedTicks, TimeSpan.Zero);
    }

    public IReadOnlyList<(string Stream, long LastRevision)> ListStreams(string prefix) =>
        index.Streams.ListUpTo(DurablePosition, prefix);

    /// <summary>Reads positions; the range is cut to what is durable. The batch is empty only when the range is.</summary>
    public List<StoredItem> ReadAll(ref ReadRange range)
    {
        if (range.Occurred is not null)
        {
            return ReadQuery(new LogQuery([]), ref range);
        }

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

            var place = items.PlaceOf(range.Backwards ? range.Last : range.First);
            var first = Math.Max(place.FirstPosition, range.First);
            var last = Math.Min(place.LastPosition, range.Last);
            items.AddRun(place, range with { First = first, Last = last }, batch, names);
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
        while (batch.Count == 0 && !range.IsEmpty)
        {
            var count = (int)Math.Min(BatchItems, range.Last - range.First + 1);
            var positions = new long[count];
            var copied = index.Streams.CopyPositions(stream, range.Backwards ? range.Last - count + 1 : range.First, positions);
            Invariant.Holds(copied == count);
            range = range.Without(Fill(batch, positions, range));
        }

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
        while (batch.Count == 0 && !range.IsEmpty)
        {
            var positions = Matches(query, range);
            if (positions.Length == 0)
            {
                range = new ReadRange(1, 0, range.Backwards);
                return batch;
            }

            var taken = Fill(batch, positions, range);
            range = range.Backwards
                ? range with { Last = positions[^taken] - 1 }
                : range with { First = positions[taken - 1] + 1 };
        }

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
        var place = items.PlaceOf(from);
        if (!range.Backwards && frames.ReadParts(place, names) is { } parts)
        {
            items.AddParts(parts, ref range, batch, names);
            return true;
        }

        var piece = frames.ReadPiece(from, place, range.Backwards ? items.PlaceOf(range.Last) : null);
        var wanted = range with { First = from };
        var start = batch.Count;
        while (!wanted.IsEmpty && (range.Backwards || batch.Count < BatchItems) && piece.TryNext(out var header, out var bytes))
        {
            var taken = wanted with { Last = Math.Min(wanted.Last, header.LastPosition) };
            items.AddRun(FramePart.Whole(bytes, header), taken, batch, names);
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
        if (range.Occurred is { } occurred)
        {
            cursor = new IntersectionCursor([cursor, new OccurredCursor(layers, occurred, range.Backwards)]);
        }

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

    /// <summary>
    /// Reads the items at ascending positions in the order of reading, until the batch has its bytes, and leaves out those that
    /// did not occur within the range. Returns how many positions that were, at least one.
    /// </summary>
    private int Fill(List<StoredItem> batch, long[] positions, in ReadRange range)
    {
        var names = TakeNames();
        var (taken, bytes) = (0, 0);
        var began = time.GetTimestamp();
        using var when = new OccurredFilter(index, range);
        while (taken < positions.Length && bytes < BatchBytes)
        {
            var position = positions[range.Backwards ? positions.Length - 1 - taken : taken];
            if (when.PassesOver(position))
            {
                taken++;
                continue;
            }

            var place = items.PlaceOf(position);
            var run = RunIn(place, positions, taken, range.Backwards);
            if (!when.PassesOver(place))
            {
                bytes += items.AddFrom(place, run, range.Backwards, batch, names);
            }

            if (taken == 0 && time.GetElapsedTime(began) > Cold && range.Occurred is null)
            {
                Hint(range.Backwards ? positions.AsSpan(..^run.Length) : positions.AsSpan(run.Length..));
            }

            taken += run.Length;
        }

        when.RemoveOthers(batch);
        idleNames = names;
        return taken;
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
                last = items.PlaceOf(position);
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

    /// <summary>Where the frame of a durable position lies.</summary>
    public FramePlace PlaceOf(long position) => items.PlaceOf(position);

    private NameCache TakeNames() => Interlocked.Exchange(ref idleNames, null) ?? new NameCache();
}
