using Daybook.Log.Format;
using Daybook.Log.Sequencing;

namespace Daybook.Log.Reading;

/// <summary>
/// The frames that were committed last, up to a number of bytes: who follows the log reads them without the disk, which a direct
/// write has gone to past the page cache. They lie in memory that is used again and again, so whoever finds some gets a copy.
/// Thread-safe.
/// </summary>
internal sealed class RecentFrames(int maxBytes)
{
    /// <summary>A larger frame is not kept, since each copy would cost more than the disk.</summary>
    private const int MostFrameBytes = 1024 * 1024;

    /// <summary>Bytes of frames that are found together, unless the first alone has more.</summary>
    private const int RunBytes = 64 * 1024;

    /// <summary>Memory is taken in pieces of this size, as it is first needed, and lies one behind the other in a ring.</summary>
    private const int PieceBytes = 64 * 1024;

    private readonly Lock gate = new();
    private readonly byte[]?[] pieces = new byte[]?[(maxBytes + PieceBytes - 1) / PieceBytes];
    private Kept[] ring = new Kept[64];
    private int start;
    private int count;
    private long end;

    /// <summary>Keeps the frames of a group that follows all before it, and gives up the oldest beyond the number of bytes.</summary>
    public void Keep(FrameGroup group)
    {
        lock (gate)
        {
            for (var index = 0; index < group.FrameCount; index++)
            {
                var header = group.HeaderOf(index);
                if (header.Length <= Math.Min(MostFrameBytes, maxBytes))
                {
                    Keep(header, group.BytesOf(index, 1).Span);
                }
            }
        }
    }

    /// <summary>The bytes of the frame that begins with a position; false when it is not among the recent ones.</summary>
    public bool TryFind(long firstPosition, out ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            var index = IndexOf(firstPosition);
            var isFound = index >= 0 && At(index).FirstPosition == firstPosition;
            bytes = isFound ? CopyOf(At(index).Offset, At(index).Length) : default;
            return isFound;
        }
    }

    /// <summary>Whether the frame that begins with a position is among the recent ones.</summary>
    public bool Has(long firstPosition)
    {
        lock (gate)
        {
            return IndexOf(firstPosition) is >= 0 and var index && At(index).FirstPosition == firstPosition;
        }
    }

    /// <summary>The bytes of the frame that holds a position and of some that follow it; false when it is not among the recent ones.</summary>
    public bool TryFindRun(long position, out ReadOnlyMemory<byte> bytes)
    {
        byte[] memory = [];
        return TryFindRun(position, ref memory, out bytes);
    }

    /// <summary>The same into memory of the caller's, which grows when it is too small.</summary>
    public bool TryFindRun(long position, ref byte[] memory, out ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            bytes = default;
            var first = IndexOf(position);
            if (first < 0 || At(first).LastPosition < position)
            {
                return false;
            }

            var last = first;
            var length = At(first).Length;
            while (last + 1 < count
                && At(last + 1).FirstPosition == At(last).LastPosition + 1
                && length + At(last + 1).Length <= RunBytes)
            {
                length += At(++last).Length;
            }

            if (memory.Length < length)
            {
                memory = GC.AllocateUninitializedArray<byte>(length);
            }

            bytes = memory.AsMemory(0, length);
            Copy(At(first).Offset, memory.AsSpan(0, length));
            return true;
        }
    }

    private void Keep(in FrameHeader header, ReadOnlySpan<byte> frame)
    {
        while (count > 0 && end + frame.Length - At(0).Offset > maxBytes)
        {
            start = (start + 1) % ring.Length;
            count--;
        }

        if (count == ring.Length)
        {
            Grow();
        }

        ring[(start + count++) % ring.Length] = new Kept(header.FirstPosition, header.LastPosition, end, frame.Length);
        while (!frame.IsEmpty)
        {
            var target = PieceAt(end, frame.Length);
            frame[..target.Length].CopyTo(target);
            frame = frame[target.Length..];
            end += target.Length;
        }
    }

    private byte[] CopyOf(long offset, int length)
    {
        var copy = GC.AllocateUninitializedArray<byte>(length);
        Copy(offset, copy);
        return copy;
    }

    private void Copy(long offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var source = PieceAt(offset, target.Length);
            source.CopyTo(target);
            target = target[source.Length..];
            offset += source.Length;
        }
    }

    /// <summary>What lies at an offset, as far as one piece of memory goes.</summary>
    private Span<byte> PieceAt(long offset, int length)
    {
        var (number, inside) = Math.DivRem((int)(offset % maxBytes), PieceBytes);
        var piece = pieces[number] ??= GC.AllocateUninitializedArray<byte>(Math.Min(PieceBytes, maxBytes - (number * PieceBytes)));
        return piece.AsSpan(inside, Math.Min(length, piece.Length - inside));
    }

    /// <summary>The last that begins at or before a position; below 0 when all begin after it.</summary>
    private int IndexOf(long position)
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

        return high;
    }

    private ref readonly Kept At(int index) => ref ring[(start + index) % ring.Length];

    private void Grow()
    {
        var larger = new Kept[ring.Length * 2];
        for (var index = 0; index < count; index++)
        {
            larger[index] = At(index);
        }

        ring = larger;
        start = 0;
    }

    /// <summary>A frame and where its bytes begin, counted from the first that was ever kept.</summary>
    private readonly record struct Kept(long FirstPosition, long LastPosition, long Offset, int Length);
}
