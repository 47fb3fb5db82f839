using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexMemory;

/// <summary>The places of the written frames of a part, in order of position and of time. Thread-safe.</summary>
internal sealed class FrameTable
{
    private readonly Lock gate = new();
    private readonly List<FramePlace> frames = [];

    public void Add(in FramePlace place)
    {
        lock (gate)
        {
            Invariant.Holds(frames.Count == 0
                || (place.FirstPosition == frames[^1].LastPosition + 1 && place.RecordedTicks > frames[^1].RecordedTicks));
            frames.Add(place);
        }
    }

    /// <summary>The frame that holds a position; false when no written frame does.</summary>
    public bool TryFind(long position, out FramePlace place)
    {
        lock (gate)
        {
            var index = LastAtOrBefore(position, static frame => frame.FirstPosition);
            place = index < 0 ? default : frames[index];
            return index >= 0 && position <= place.LastPosition;
        }
    }

    /// <summary>The last frame recorded at or before an instant; false when there is none.</summary>
    public bool TryFindRecorded(long ticks, out FramePlace place)
    {
        lock (gate)
        {
            var index = LastAtOrBefore(ticks, static frame => frame.RecordedTicks);
            place = index < 0 ? default : frames[index];
            return index >= 0;
        }
    }

    /// <summary>All frames so far.</summary>
    public IReadOnlyList<FramePlace> All()
    {
        lock (gate)
        {
            return [.. frames];
        }
    }

    private int LastAtOrBefore(long value, Func<FramePlace, long> key)
    {
        int low = 0, high = frames.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (key(frames[middle]) <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
