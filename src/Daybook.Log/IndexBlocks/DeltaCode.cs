using System.Buffers.Binary;
using System.Numerics;
using Daybook.Log.Format;

namespace Daybook.Log.IndexBlocks;

/// <summary>
/// Ascending positions without the first: what lies between neighbours, either all in the bits that the largest needs, or as
/// varints, whichever is shorter. A term that every event has costs no bits at all, one long pause among short ones does not
/// make the short ones long.
/// </summary>
internal static class DeltaCode
{
    private const byte AsVarInts = 0xFF;

    /// <summary>The widest number that an unaligned read of eight bytes always holds.</summary>
    private const int GreatestWidth = 56;

    /// <summary>Bytes that encoding <paramref name="count"/> positions may touch.</summary>
    public static int BoundOf(int count) => 1 + (count * VarInt.MaxSize) + sizeof(ulong);

    /// <summary>Encodes strictly ascending positions; returns the bytes used, none for a single position.</summary>
    public static int Encode(ReadOnlySpan<long> positions, Span<byte> target)
    {
        if (positions.Length == 1)
        {
            return 0;
        }

        ulong all = 0;
        var varInts = 0;
        for (var index = 1; index < positions.Length; index++)
        {
            var gap = (ulong)(positions[index] - positions[index - 1] - 1);
            all |= gap;
            varInts += VarInt.SizeOf(gap);
        }

        var width = 64 - BitOperations.LeadingZeroCount(all);
        return 1 + (width <= GreatestWidth && PackedSize(positions.Length, width) <= varInts
            ? Pack(positions, width, target)
            : WriteVarInts(positions, target));
    }

    /// <summary>Fills in as many positions as there is room, beginning with <paramref name="first"/>; returns the bytes read, or -1.</summary>
    public static int Decode(ReadOnlySpan<byte> source, long first, Span<long> positions)
    {
        positions[0] = first;
        if (positions.Length == 1)
        {
            return 0;
        }

        if (source.IsEmpty)
        {
            return -1;
        }

        if (source[0] == AsVarInts)
        {
            return ReadVarInts(source, positions);
        }

        var size = 1 + PackedSize(positions.Length, source[0]);
        if (source[0] > GreatestWidth || size > source.Length)
        {
            return -1;
        }

        Unpack(source[1..size], source[0], positions);
        return size;
    }

    private static int PackedSize(int count, int width) => (((count - 1) * width) + 7) / 8;

    private static int Pack(ReadOnlySpan<long> positions, int width, Span<byte> target)
    {
        var size = PackedSize(positions.Length, width);
        target[0] = (byte)width;
        target.Slice(1, size + sizeof(ulong)).Clear();
        for (var index = 1; index < positions.Length; index++)
        {
            var bit = (index - 1) * width;
            var place = target[(1 + (bit >> 3))..];
            var gap = (ulong)(positions[index] - positions[index - 1] - 1);
            BinaryPrimitives.WriteUInt64LittleEndian(place, BinaryPrimitives.ReadUInt64LittleEndian(place) | (gap << (bit & 7)));
        }

        return size;
    }

    private static void Unpack(ReadOnlySpan<byte> source, int width, Span<long> positions)
    {
        var mask = (1UL << width) - 1;
        var position = positions[0];
        for (var index = 1; index < positions.Length; index++)
        {
            var bit = (index - 1) * width;
            var place = source[(bit >> 3)..];
            var word = place.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(place) : LastBytes(place);
            position += 1 + (long)((word >> (bit & 7)) & mask);
            positions[index] = position;
        }
    }

    private static ulong LastBytes(ReadOnlySpan<byte> source)
    {
        ulong word = 0;
        for (var index = source.Length - 1; index >= 0; index--)
        {
            word = (word << 8) | source[index];
        }

        return word;
    }

    private static int WriteVarInts(ReadOnlySpan<long> positions, Span<byte> target)
    {
        target[0] = AsVarInts;
        var size = 1;
        for (var index = 1; index < positions.Length; index++)
        {
            size += VarInt.Write(target[size..], (ulong)(positions[index] - positions[index - 1] - 1));
        }

        return size - 1;
    }

    private static int ReadVarInts(ReadOnlySpan<byte> source, Span<long> positions)
    {
        var rest = source[1..];
        for (var index = 1; index < positions.Length; index++)
        {
            if (!VarInt.TryRead(ref rest, out var gap))
            {
                return -1;
            }

            positions[index] = positions[index - 1] + 1 + gap;
        }

        return source.Length - rest.Length;
    }
}
