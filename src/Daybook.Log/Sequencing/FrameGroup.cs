using Daybook.Log.Format;

namespace Daybook.Log.Sequencing;

/// <summary>
/// Frames that become durable together: one write, one flush. Filled by the sequencer, then handed to the disk; its memory serves
/// one group after another.
/// </summary>
internal sealed class FrameGroup(bool continuesInline)
{
    /// <summary>Memory beyond this is given back, so that one large group does not hold it for good.</summary>
    private const int KeptBytes = 4 * 1024 * 1024;

    private const int KeptFrames = 16 * 1024;

    private const int LeastBytes = 4 * 1024;

    private readonly List<(FrameHeader Header, int Offset, OccurredRange Occurred)> frames = [];
    private byte[] bytes = [];

    public int FrameCount => frames.Count;

    public int SizeBytes { get; private set; }

    public long LastPosition => frames[^1].Header.LastPosition;

    /// <summary>Who waits until the group is durable.</summary>
    public GroupCallers Callers { get; private set; } = new(continuesInline);

    public FrameHeader HeaderOf(int index) => frames[index].Header;

    public OccurredRange OccurredOf(int index) => frames[index].Occurred;

    /// <summary>The bytes of frames that follow each other; there until the group is cleared.</summary>
    public ReadOnlyMemory<byte> BytesOf(int first, int count)
    {
        var last = frames[first + count - 1];
        return bytes.AsMemory(frames[first].Offset..(last.Offset + last.Header.Length));
    }

    /// <summary>Room for a frame of at most this size, whatever stands there; nothing is added until <see cref="Add"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (bytes.Length - SizeBytes < size)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(Math.Max(SizeBytes + size, 2 * SizeBytes), LeastBytes));
            bytes.AsSpan(0, SizeBytes).CopyTo(larger);
            bytes = larger;
        }

        return bytes.AsSpan(SizeBytes, size);
    }

    /// <summary>Adds the frame that was built at the beginning of the reserved room.</summary>
    public void Add(FrameHeader header, OccurredRange occurred)
    {
        frames.Add((header, SizeBytes, occurred));
        SizeBytes += header.Length;
    }

    /// <summary>Empties it for other frames and other callers.</summary>
    public void Clear()
    {
        bytes = bytes.Length > KeptBytes ? [] : bytes;
        if (frames.Count > KeptFrames)
        {
            frames.Capacity = 0;
        }

        frames.Clear();
        SizeBytes = 0;
        Callers = new GroupCallers(continuesInline);
    }
}
