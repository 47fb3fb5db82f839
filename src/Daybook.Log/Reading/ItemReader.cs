using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Reading;

/// <summary>Takes items out of frames, whole or in parts, into a batch. Thread-safe.</summary>
internal sealed class ItemReader(LogIndex index, FrameReader frames)
{
    /// <summary>The frame that holds a written position.</summary>
    public FramePlace PlaceOf(long position)
    {
        var found = index.Frames.TryFind(position, out var place);
        Invariant.Holds(found);
        return place;
    }

    /// <summary>Adds the items at the positions of a range, which lies in one frame, in the order of reading.</summary>
    public void AddRun(FramePlace place, ReadRange run, List<StoredItem> batch, NameCache names)
    {
        var start = batch.Count;
        AddRun(frames.ReadPart(place, run.First, run.Last, names), run, batch, names);
        if (run.Backwards)
        {
            batch.Reverse(start, batch.Count - start);
        }
    }

    /// <summary>Takes as much of a range as lies in the parts of a frame, in ascending order.</summary>
    public void AddParts(List<FramePart> parts, ref ReadRange range, List<StoredItem> batch, NameCache names)
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
    public void AddRun(in FramePart part, ReadRange run, List<StoredItem> batch, NameCache names)
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
    public int AddFrom(FramePlace place, ReadOnlySpan<long> positions, bool backwards, List<StoredItem> batch, NameCache names)
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
