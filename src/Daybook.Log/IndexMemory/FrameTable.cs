using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexMemory;

/// <summary>The places of the written frames of a part, in order of position and of time. Thread-safe.</summary>
internal sealed class FrameTable
{
    /// <summary>Frames in one array, small enough to stay off the large object heap.</summary>
    private const int ChunkFrames = 512;

    private readonly Lock gate = new();
    private readonly List<FramePlace[]> chunks = [];
    private int count;

    public void Add(in FramePlace place)
    {
        lock (gate)
        {
            Invariant.Holds(count == 0
                || (place.FirstPosition == At(count - 1).LastPosition + 1 && place.RecordedTicks > At(count - 1).RecordedTicks));
            if (count == chunks.Count * ChunkFrames)
            {
                chunks.Add(new FramePlace[ChunkFrames]);
            }

            chunks[^1][count++ % ChunkFrames] = place;
        }
    }

    /// <summary>The frame that holds a position; false when no written frame does.</summary>
    public bool TryFind(long position, out FramePlace place)
    {
        lock (gate)
        {
            var index = LastAtOrBefore(position, static (in FramePlace frame) => frame.FirstPosition);
            place = index < 0 ? default : At(index);
            return index >= 0 && position <= place.LastPosition;
        }
    }

    /// <summary>The last frame recorded at or before an instant; false when there is none.</summary>
    public bool TryFindRecorded(long ticks, out FramePlace place)
    {
        lock (gate)
        {
            var index = LastAtOrBefore(ticks, static (in FramePlace frame) => frame.RecordedTicks);
            place = index < 0 ? default : At(index);
            return index >= 0;
        }
    }

    /// <summary>
    /// From a position on, in a direction, the first run of positions in whose frame something occurred within a range: one
    /// frame's, cut to begin with the position, or backwards to end with it. False when there is none.
    /// </summary>
    public bool TryFindOccurred(long position, in OccurredRange occurred, bool backwards, out (long First, long Last) run)
    {
        lock (gate)
        {
            var number = Math.Max(LastAtOrBefore(position, static (in FramePlace frame) => frame.FirstPosition), backwards ? -1 : 0);
            for (; number >= 0 && number < count; number += backwards ? -1 : 1)
            {
                ref readonly var frame = ref At(number);
                run = backwards
                    ? (frame.FirstPosition, Math.Min(position, frame.LastPosition))
                    : (Math.Max(position, frame.FirstPosition), frame.LastPosition);
                if (run.First <= run.Last && frame.MayHaveOccurred(occurred))
                {
                    return true;
                }
            }

            run = default;
            return false;
        }
    }

    /// <summary>A frame by its number, from 0; false when there are not so many.</summary>
    public bool TryGet(int number, out FramePlace place)
    {
        lock (gate)
        {
            place = number < count ? At(number) : default;
            return number < count;
        }
    }

    private ref readonly FramePlace At(int index) => ref chunks[index / ChunkFrames][index % ChunkFrames];

    private int LastAtOrBefore(long value, Key key)
    {
        int low = 0, high = count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (key(At(middle)) <= value)
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

    private delegate long Key(in FramePlace frame);
}
