using Daybook.Log.Format;

namespace Daybook.Log.Sequencing;

/// <summary>Frames that become durable together: one write, one flush. Filled by the sequencer, then handed to the disk.</summary>
internal sealed class FrameGroup(bool continuesInline, int likelyBytes)
{
    private readonly List<(int Offset, FrameHeader Header, OccurredRange Occurred)> frames = [];
    private byte[] bytes = [];
    private int used;

    public int FrameCount => frames.Count;

    public int SizeBytes => used;

    /// <summary>Memory that it holds.</summary>
    public int CapacityBytes => bytes.Length;

    public long FirstPosition => frames[0].Header.FirstPosition;

    public long LastPosition => frames[^1].Header.LastPosition;

    /// <summary>Who waits until the group is durable.</summary>
    public GroupCallers Callers { get; } = new(continuesInline);

    public FrameHeader HeaderOf(int index) => frames[index].Header;

    public OccurredRange OccurredOf(int index) => frames[index].Occurred;

    public ReadOnlyMemory<byte> BytesOf(int index) =>
        bytes.AsMemory(frames[index].Offset, frames[index].Header.Length);

    /// <summary>The bytes of frames that follow each other, as one piece.</summary>
    public ReadOnlyMemory<byte> BytesOf(int first, int count)
    {
        var start = frames[first].Offset;
        var last = frames[first + count - 1];
        return bytes.AsMemory(start, last.Offset + last.Header.Length - start);
    }

    /// <summary>The bytes of the frame that begins with a position; false when none of the group does.</summary>
    public bool TryFind(long firstPosition, out ReadOnlyMemory<byte> found)
    {
        var index = FrameOf(firstPosition);
        var isFound = frames[index].Header.FirstPosition == firstPosition;
        found = isFound ? BytesOf(index) : default;
        return isFound;
    }

    /// <summary>The bytes of the frame that holds a position and of all behind it; false when the position is behind the group.</summary>
    public bool TryFindRun(long position, out ReadOnlyMemory<byte> found)
    {
        var index = FrameOf(position);
        var isFound = frames[index].Header.LastPosition >= position;
        found = isFound ? BytesOf(index, frames.Count - index) : default;
        return isFound;
    }

    /// <summary>The first frame that ends at or behind a position; the last when none does.</summary>
    private int FrameOf(long position)
    {
        int low = 0, high = frames.Count - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (frames[middle].Header.LastPosition < position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Room for a frame of at most this size, whatever stands there; nothing is added until <see cref="Add"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (bytes.Length - used < size)
        {
            var least = Math.Max(used + size, likelyBytes);
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(least, (int)Math.Min(bytes.Length * 2L, Array.MaxLength)));
            bytes.AsSpan(0, used).CopyTo(larger);
            bytes = larger;
        }

        return bytes.AsSpan(used, size);
    }

    /// <summary>Adds the frame that was built at the beginning of the reserved room.</summary>
    public void Add(FrameHeader header, OccurredRange occurred)
    {
        frames.Add((used, header, occurred));
        used += header.Length;
    }
}
