using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Goes through the frames of one block (docs/format/index.md). A frame says only what does not follow from the one before:
/// its place when it does not lie right behind it, its occurred-at when that is not when it was recorded.
/// </summary>
internal struct FrameBlock(Block block, long firstPosition, long recordedTicks)
{
    public const int FramesPerBlock = 128;

    /// <summary>The most that one frame takes: seven varints.</summary>
    public const int MaxFrameSize = 7 * VarInt.MaxSize;

    private const long HasPlace = 1;
    private const long HasOccurred = 2;
    private const int FlagBits = 2;

    private long head;
    private long segment;
    private long offset;
    private int length;
    private long firstOccurred;
    private long lastOccurred;
    private int at;

    /// <summary>Of the frame that the last move went to.</summary>
    public long RecordedTicks { get; private set; } = recordedTicks;

    /// <summary>Of the frame that the last move went to.</summary>
    public readonly long LastPosition => firstPosition + (head >> FlagBits);

    /// <summary>The frame that the last move went to. Made when it is asked for: a search passes over most of them.</summary>
    public readonly FramePlace Current => new()
    {
        FirstPosition = firstPosition,
        Count = (int)(head >> FlagBits) + 1,
        Segment = segment,
        Offset = offset,
        Length = length,
        RecordedTicks = RecordedTicks,
        FirstOccurredTicks = firstOccurred,
        LastOccurredTicks = lastOccurred,
    };

    /// <summary>Goes to the next frame; false, and stays on the last, after it.</summary>
    /// <exception cref="LogException">The frame cannot be read.</exception>
    public bool MoveNext()
    {
        var reader = new BlockReader(block, at);
        if (reader.IsAtEnd)
        {
            return false;
        }

        var isFirst = at == 0;
        firstPosition = isFirst ? firstPosition : LastPosition + 1;
        offset += length;
        head = reader.Number();
        length = (int)reader.Number(LogLimits.FrameBytes / FrameHeader.Alignment) * FrameHeader.Alignment;
        RecordedTicks += isFirst ? 0 : reader.Number();
        if ((head & HasPlace) != 0)
        {
            (segment, offset) = (reader.Number(), reader.Number());
        }

        (firstOccurred, lastOccurred) = (RecordedTicks, RecordedTicks);
        if ((head & HasOccurred) != 0)
        {
            var gap = reader.Number();
            firstOccurred = RecordedTicks - ((gap >> 1) ^ -(gap & 1));
            lastOccurred = firstOccurred + reader.Number();
        }

        at = reader.At;
        return true;
    }

    /// <summary>Writes a frame as it follows another; null for the first of a block. Returns its size.</summary>
    public static int WriteFrame(Span<byte> target, in FramePlace frame, FramePlace? before)
    {
        var hasPlace = before is not { } last || frame.Segment != last.Segment || frame.Offset != last.Offset + last.Length;
        var hasOccurred = frame.FirstOccurredTicks != frame.RecordedTicks || frame.LastOccurredTicks != frame.RecordedTicks;
        var flags = (hasPlace ? HasPlace : 0) | (hasOccurred ? HasOccurred : 0);
        var size = VarInt.Write(target, (ulong)(((long)(frame.Count - 1) << FlagBits) | flags));
        size += VarInt.Write(target[size..], (ulong)(frame.Length / FrameHeader.Alignment));
        if (before is { } previous)
        {
            size += VarInt.Write(target[size..], (ulong)(frame.RecordedTicks - previous.RecordedTicks));
        }

        if (hasPlace)
        {
            size += VarInt.Write(target[size..], (ulong)frame.Segment);
            size += VarInt.Write(target[size..], (ulong)frame.Offset);
        }

        if (hasOccurred)
        {
            var gap = frame.RecordedTicks - frame.FirstOccurredTicks;
            size += VarInt.Write(target[size..], (ulong)((gap << 1) ^ (gap >> 63)));
            size += VarInt.Write(target[size..], (ulong)(frame.LastOccurredTicks - frame.FirstOccurredTicks));
        }

        return size;
    }
}
