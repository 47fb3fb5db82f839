using Daybook.Log.Sequencing;

namespace Daybook.Log.Reading;

/// <summary>
/// The groups that were committed last, up to a number of bytes: who follows the log reads them without the disk, which a
/// direct write has gone to past the page cache. Thread-safe.
/// </summary>
internal sealed class RecentFrames(int maxBytes)
{
    private readonly Lock gate = new();
    private FrameGroup?[] ring = new FrameGroup?[64];
    private int start;
    private int count;
    private long usedBytes;

    /// <summary>Keeps a group that follows all before it, and gives up the oldest beyond the number of bytes.</summary>
    public void Keep(FrameGroup group)
    {
        lock (gate)
        {
            if (count == ring.Length)
            {
                Grow();
            }

            ring[(start + count++) % ring.Length] = group;
            usedBytes += group.CapacityBytes;
            while (usedBytes > maxBytes)
            {
                usedBytes -= At(0).CapacityBytes;
                ring[start] = null;
                start = (start + 1) % ring.Length;
                count--;
            }
        }
    }

    /// <summary>The bytes of the frame that begins with a position; false when it is not among the recent ones.</summary>
    public bool TryFind(long firstPosition, out ReadOnlyMemory<byte> bytes)
    {
        FrameGroup? group;
        lock (gate)
        {
            group = LastFrom(firstPosition);
        }

        bytes = default;
        return group?.TryFind(firstPosition, out bytes) == true;
    }

    /// <summary>The bytes of the frame that holds a position and of all behind it in its group; false when it is not among the recent ones.</summary>
    public bool TryFindRun(long position, out ReadOnlyMemory<byte> bytes)
    {
        FrameGroup? group;
        lock (gate)
        {
            group = LastFrom(position);
        }

        bytes = default;
        return group?.TryFindRun(position, out bytes) == true;
    }

    /// <summary>The last group that begins at or before a position; null when all begin after it.</summary>
    private FrameGroup? LastFrom(long position)
    {
        int low = 0, high = count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (At(middle).FirstPosition <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high < 0 ? null : At(high);
    }

    private FrameGroup At(int index) => ring[(start + index) % ring.Length]!;

    private void Grow()
    {
        var larger = new FrameGroup?[ring.Length * 2];
        for (var index = 0; index < count; index++)
        {
            larger[index] = At(index);
        }

        ring = larger;
        start = 0;
    }
}
