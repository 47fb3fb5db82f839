namespace Daybook.Log.Index;

/// <summary>The places of all written frames, in order of position and of time. Thread-safe.</summary>
internal sealed class FrameTable
{
    private readonly Lock gate = new();
    private readonly List<FramePlace> frames = [];

    public void Add(FramePlace place)
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

    /// <summary>The last position recorded at or before an instant; 0 when there is none.</summary>
    public long LastPositionAt(long ticks)
    {
        lock (gate)
        {
            var index = LastAtOrBefore(ticks, static frame => frame.RecordedTicks);
            return index < 0 ? 0 : frames[index].LastPosition;
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
