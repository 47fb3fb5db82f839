using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>Puts frames into blocks of 128 and collects the top level: one entry of 40 bytes for each block.</summary>
internal sealed class FrameWriter(IndexOutput output, IndexFileId id)
{
    private readonly byte[] block = new byte[FrameBlock.FramesPerBlock * FrameBlock.MaxFrameSize];
    private readonly List<byte> top = [];
    private FramePlace first;
    private FramePlace last;
    private long firstOccurred;
    private long lastOccurred;
    private int inBlock;
    private int used;

    public long FrameCount { get; private set; }

    public void Add(in FramePlace frame)
    {
        Invariant.Holds(FrameCount == 0
            ? frame.FirstPosition == id.FirstPosition
            : frame.FirstPosition == last.LastPosition + 1 && frame.RecordedTicks > last.RecordedTicks);
        Invariant.Holds(frame.Count >= 1 && frame.Length % FrameHeader.Alignment == 0 && frame.FirstOccurredTicks <= frame.LastOccurredTicks);
        if (inBlock == FrameBlock.FramesPerBlock)
        {
            WriteBlock();
        }

        if (inBlock == 0)
        {
            (first, firstOccurred, lastOccurred) = (frame, frame.FirstOccurredTicks, frame.LastOccurredTicks);
        }

        used += FrameBlock.WriteFrame(block.AsSpan(used), frame, inBlock == 0 ? null : last);
        firstOccurred = Math.Min(firstOccurred, frame.FirstOccurredTicks);
        lastOccurred = Math.Max(lastOccurred, frame.LastOccurredTicks);
        last = frame;
        inBlock++;
        FrameCount++;
    }

    /// <summary>Writes the last block and the top level, and answers where the latter lies.</summary>
    public BlockPlace Finish()
    {
        Invariant.Holds(FrameCount > 0 && last.LastPosition == id.LastPosition);
        WriteBlock();
        return output.Write(BlockKind.FrameTop, CollectionsMarshal.AsSpan(top));
    }

    private void WriteBlock()
    {
        var place = output.Write(BlockKind.Frames, block.AsSpan(0, used));
        Span<byte> entry = stackalloc byte[FrameDirectory.EntrySize];
        BinaryPrimitives.WriteInt64LittleEndian(entry, first.FirstPosition);
        BinaryPrimitives.WriteInt64LittleEndian(entry[FrameDirectory.RecordedAt..], first.RecordedTicks);
        BinaryPrimitives.WriteInt64LittleEndian(entry[FrameDirectory.FirstOccurredAt..], firstOccurred);
        BinaryPrimitives.WriteInt64LittleEndian(entry[FrameDirectory.LastOccurredAt..], lastOccurred);
        place.WritePacked(entry[FrameDirectory.PlaceAt..]);
        top.AddRange(entry);
        (used, inBlock) = (0, 0);
    }
}
