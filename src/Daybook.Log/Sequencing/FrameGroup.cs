using Daybook.Log.Format;

namespace Daybook.Log.Sequencing;

/// <summary>Frames that become durable together: one write, one flush. Filled by the sequencer, then handed to the disk.</summary>
internal sealed class FrameGroup(bool continuesInline, int likelyBytes)
{
    /// <summary>Frames lie in arrays of this size, small enough to stay off the large object heap; a larger frame has one of its own.</summary>
    private const int ChunkBytes = 64 * 1024;

    private readonly List<(byte[] Chunk, int Offset, FrameHeader Header, OccurredRange Occurred)> frames = [];
    private byte[] chunk = [];
    private int usedOfChunk;

    public int FrameCount => frames.Count;

    public int SizeBytes { get; private set; }

    /// <summary>Memory that it holds.</summary>
    public int CapacityBytes { get; private set; }

    public long FirstPosition => frames[0].Header.FirstPosition;

    public long LastPosition => frames[^1].Header.LastPosition;

    /// <summary>Who waits until the group is durable.</summary>
    public GroupCallers Callers { get; } = new(continuesInline);

    public FrameHeader HeaderOf(int index) => frames[index].Header;

    public OccurredRange OccurredOf(int index) => frames[index].Occurred;

    public ReadOnlyMemory<byte> BytesOf(int index) =>
        frames[index].Chunk.AsMemory(frames[index].Offset, frames[index].Header.Length);

    /// <summary>The bytes of frames that follow each other, as one piece, in memory of the caller's that grows when they do not lie in one already.</summary>
    public ReadOnlyMemory<byte> BytesOf(int first, int count, ref byte[] memory)
    {
        if (frames[first + count - 1].Chunk == frames[first].Chunk)
        {
            return RunOf(first, first + count - 1);
        }

        if (memory.Length < SizeBytes)
        {
            memory = GC.AllocateUninitializedArray<byte>(SizeBytes);
        }

        var copied = 0;
        for (var index = first; index < first + count; index++)
        {
            BytesOf(index).CopyTo(memory.AsMemory(copied));
            copied += frames[index].Header.Length;
        }

        return memory.AsMemory(0, copied);
    }

    /// <summary>The bytes of the frame that begins with a position; false when none of the group does.</summary>
    public bool TryFind(long firstPosition, out ReadOnlyMemory<byte> found)
    {
        var index = FrameOf(firstPosition);
        var isFound = frames[index].Header.FirstPosition == firstPosition;
        found = isFound ? BytesOf(index) : default;
        return isFound;
    }

    /// <summary>The bytes of the frame that holds a position and of those right behind it in memory; false when the position is behind the group.</summary>
    public bool TryFindRun(long position, out ReadOnlyMemory<byte> found)
    {
        var index = FrameOf(position);
        var isFound = frames[index].Header.LastPosition >= position;
        var last = index;
        while (last + 1 < frames.Count && frames[last + 1].Chunk == frames[index].Chunk)
        {
            last++;
        }

        found = isFound ? RunOf(index, last) : default;
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
        if (chunk.Length - usedOfChunk < size)
        {
            // As much as is likely to come, or else as much again as there is.
            var more = Math.Min(Math.Max(likelyBytes - SizeBytes, SizeBytes), ChunkBytes);
            chunk = GC.AllocateUninitializedArray<byte>(Math.Max(size, more));
            usedOfChunk = 0;
            CapacityBytes += chunk.Length;
        }

        return chunk.AsSpan(usedOfChunk, size);
    }

    /// <summary>Adds the frame that was built at the beginning of the reserved room.</summary>
    public void Add(FrameHeader header, OccurredRange occurred)
    {
        frames.Add((chunk, usedOfChunk, header, occurred));
        usedOfChunk += header.Length;
        SizeBytes += header.Length;
    }

    /// <summary>The bytes of frames of one chunk.</summary>
    private ReadOnlyMemory<byte> RunOf(int first, int last)
    {
        var start = frames[first].Offset;
        return frames[first].Chunk.AsMemory(start, frames[last].Offset + frames[last].Header.Length - start);
    }
}
