using System.IO.Compression;
using Daybook.Log.Format;

namespace Daybook.Log.Packing;

/// <summary>Packs and unpacks blocks. One caller at a time for each packer; unpacking needs none.</summary>
internal sealed class BlockPacker
{
    // The size is within a few percent of slower levels, measured in decision 11.
    private static readonly ZLibCompressionOptions Level = new() { CompressionLevel = 6 };

    /// <summary>Deflate makes at most so many bytes of one; a block that names more is none.</summary>
    private const int DeflateRatio = 1032;

    private byte[] apart = [];
    private byte[] rest = [];
    private byte[] joined = [];

    /// <summary>Packs a block as small as it gets.</summary>
    /// <param name="block">Whole frames, or other bytes.</param>
    /// <param name="frames">How many frames they are; 0 for other bytes.</param>
    /// <returns>How it is packed, and the bytes.</returns>
    public (PackCodec Codec, ReadOnlyMemory<byte> Bytes) Pack(ReadOnlySpan<byte> block, int frames)
    {
        using var packed = new MemoryStream(block.Length);
        var codec = frames > 0 && TrySplit(block, frames, packed) ? PackCodec.Split : PackCodec.Deflate;
        if (codec == PackCodec.Deflate)
        {
            Deflate(block, packed);
        }

        if (packed.Length < block.Length)
        {
            return (codec, packed.GetBuffer().AsMemory(0, (int)packed.Length));
        }

        return (PackCodec.Stored, block.ToArray());
    }

    /// <summary>Unpacks a block; null when its bytes do not give exactly so many.</summary>
    /// <param name="codec">How it is packed.</param>
    /// <param name="bytes">Its bytes, whose checksum was compared.</param>
    /// <param name="length">Its length unpacked.</param>
    public static byte[]? Unpack(PackCodec codec, ReadOnlyMemory<byte> bytes, int length)
    {
        if (length > (long)bytes.Length * DeflateRatio)
        {
            return null;
        }

        return codec switch
        {
            PackCodec.Stored => bytes.Length == length ? bytes.ToArray() : null,
            PackCodec.Deflate => Inflated(bytes, length),
            PackCodec.Split => Joined(bytes, length),
            _ => null,
        };
    }

    /// <summary>Splits and compresses; false when putting it together again would give other bytes.</summary>
    private bool TrySplit(ReadOnlySpan<byte> block, int frames, MemoryStream packed)
    {
        Grow(ref apart, block.Length);
        Grow(ref rest, block.Length + (frames * FrameSplit.HeaderRoomBytes));
        Grow(ref joined, block.Length);
        if (!FrameSplit.TrySplit(block, apart, rest, out var sizes)
            || !FrameSplit.TryJoin(apart.AsSpan(0, sizes.Apart), rest.AsSpan(0, sizes.Left), joined.AsSpan(0, block.Length))
            || !block.SequenceEqual(joined.AsSpan(0, block.Length)))
        {
            return false;
        }

        Span<byte> head = stackalloc byte[2 * VarInt.MaxSize];
        var size = VarInt.Write(head, (ulong)sizes.Apart);
        size += VarInt.Write(head[size..], (ulong)sizes.Left);
        packed.Write(head[..size]);
        packed.Write(apart.AsSpan(0, sizes.Apart));
        Deflate(rest.AsSpan(0, sizes.Left), packed);
        return true;
    }

    private static void Deflate(ReadOnlySpan<byte> bytes, MemoryStream packed)
    {
        using var deflate = new DeflateStream(packed, Level, leaveOpen: true);
        deflate.Write(bytes);
    }

    private static byte[]? Joined(ReadOnlyMemory<byte> bytes, int length)
    {
        var left = bytes.Span;
        if (!VarInt.TryRead(ref left, out var apart) || !VarInt.TryRead(ref left, out var rest)
            || apart > left.Length || rest > (long)(left.Length - apart) * DeflateRatio || rest > (2L * length) + FrameSplit.HeaderRoomBytes)
        {
            return null;
        }

        var begin = bytes.Length - left.Length;
        var frames = GC.AllocateUninitializedArray<byte>(length);
        return Inflated(bytes[(begin + (int)apart)..], (int)rest) is { } inflated
            && FrameSplit.TryJoin(left[..(int)apart], inflated, frames) ? frames : null;
    }

    private static byte[]? Inflated(ReadOnlyMemory<byte> bytes, int length)
    {
        var unpacked = GC.AllocateUninitializedArray<byte>(length);
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            return inflate.ReadAtLeast(unpacked, length, throwOnEndOfStream: false) == length && inflate.ReadByte() < 0 ? unpacked : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Grow(ref byte[] memory, int length) =>
        memory = memory.Length < length ? GC.AllocateUninitializedArray<byte>(length) : memory;
}
