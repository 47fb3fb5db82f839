using System.Buffers.Binary;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>The top level of a file's frames, in memory: which block a frame stands in, by position and by time. Thread-safe.</summary>
internal sealed class FrameDirectory
{
    public const int EntrySize = 40;
    public const int FirstPositionAt = 0;
    public const int RecordedAt = 8;
    public const int FirstOccurredAt = 16;
    public const int LastOccurredAt = 24;
    public const int PlaceAt = 32;

    private readonly IndexInput input;
    private readonly Block top;

    /// <exception cref="LogException">The top level cannot be read.</exception>
    public FrameDirectory(IndexInput input, Block top)
    {
        this.input = input;
        this.top = top;
        if (top.Content.IsEmpty || top.Content.Length % EntrySize != 0)
        {
            throw top.Malformed(0);
        }
    }

    public int BlockCount => top.Content.Length / EntrySize;

    /// <summary>Bytes in memory.</summary>
    public long MemoryBytes => top.Size;

    /// <summary>The frame that holds a position; false when the position is not of the file.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public bool TryFind(long position, out FramePlace frame)
    {
        frame = default;
        if (position < input.Id.FirstPosition || position > input.Id.LastPosition)
        {
            return false;
        }

        var number = LastUpTo(position, FirstPositionAt);
        var block = ReadBlock(number);
        while (block.MoveNext())
        {
            if (position <= block.LastPosition)
            {
                frame = block.Current;
                return true;
            }
        }

        throw top.Malformed(number * EntrySize);
    }

    /// <summary>Says that the frame of a position of the file will be asked for soon.</summary>
    public void Hint(long position) => input.Hint(PlaceOf(LastUpTo(position, FirstPositionAt)));

    /// <summary>The last frame recorded at or before an instant (UTC ticks); false when all are later.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public bool TryFindRecorded(long ticks, out FramePlace frame)
    {
        frame = default;
        if (ticks < Field(0, RecordedAt))
        {
            return false;
        }

        var block = ReadBlock(LastUpTo(ticks, RecordedAt));
        for (var next = block; next.MoveNext() && next.RecordedTicks <= ticks;)
        {
            block = next;
        }

        frame = block.Current;
        return true;
    }

    /// <summary>
    /// From a position of the file on, in a direction, the first run of positions in whose frames something may have occurred
    /// within a range: one block's, cut to begin with the position, or backwards to end with it. False when there is none.
    /// </summary>
    public bool TryFindOccurred(long position, in OccurredRange occurred, bool backwards, out (long First, long Last) run)
    {
        for (var number = LastUpTo(position, FirstPositionAt); number >= 0 && number < BlockCount; number += backwards ? -1 : 1)
        {
            if (occurred.Touches(Field(number, FirstOccurredAt), Field(number, LastOccurredAt)))
            {
                var first = Field(number, FirstPositionAt);
                var last = number + 1 < BlockCount ? Field(number + 1, FirstPositionAt) - 1 : input.Id.LastPosition;
                run = backwards ? (first, Math.Min(position, last)) : (Math.Max(position, first), last);
                return run.First <= run.Last;
            }
        }

        run = default;
        return false;
    }

    /// <summary>A block of frames, from 0, before its first.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public FrameBlock ReadBlock(int number) => new(
        input.Read(PlaceOf(number)),
        Field(number, FirstPositionAt),
        Field(number, RecordedAt));

    private BlockPlace PlaceOf(int number) => BlockPlace.ReadPacked(BlockKind.Frames, top.Content[((number * EntrySize) + PlaceAt)..]);

    private long Field(int number, int at) => BinaryPrimitives.ReadInt64LittleEndian(top.Content[((number * EntrySize) + at)..]);

    /// <summary>The last block that begins at or below a value; the first when none does.</summary>
    private int LastUpTo(long value, int field)
    {
        int low = 1, high = BlockCount - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (Field(middle, field) <= value)
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
