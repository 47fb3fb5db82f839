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

    private int at;
    private IndexedFrame last;

    /// <summary>Goes to the next frame; false after the last.</summary>
    /// <exception cref="LogException">The frame cannot be read.</exception>
    public bool MoveNext(out IndexedFrame frame)
    {
        var reader = new BlockReader(block, at);
        frame = default;
        if (reader.IsAtEnd)
        {
            return false;
        }

        var isFirst = at == 0;
        var head = reader.Number();
        var length = (int)reader.Number(LogLimits.FrameBytes / FrameHeader.Alignment) * FrameHeader.Alignment;
        var recorded = isFirst ? recordedTicks : last.RecordedTicks + reader.Number();
        var (segment, offset) = (last.Segment, last.Offset + last.Length);
        if ((head & HasPlace) != 0)
        {
            (segment, offset) = (reader.Number(), reader.Number());
        }

        var (first, latest) = (recorded, recorded);
        if ((head & HasOccurred) != 0)
        {
            var gap = reader.Number();
            first = recorded - ((gap >> 1) ^ -(gap & 1));
            latest = first + reader.Number();
        }

        frame = new IndexedFrame
        {
            FirstPosition = isFirst ? firstPosition : last.LastPosition + 1,
            Count = (int)(head >> FlagBits) + 1,
            Segment = segment,
            Offset = offset,
            Length = length,
            RecordedTicks = recorded,
            FirstOccurredTicks = first,
            LastOccurredTicks = latest,
        };
        (at, last) = (reader.At, frame);
        return true;
    }

    /// <summary>Writes a frame as it follows another; null for the first of a block. Returns its size.</summary>
    public static int WriteFrame(Span<byte> target, in IndexedFrame frame, IndexedFrame? before)
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
