using System.Buffers.Binary;
using Daybook.Log.Format;

namespace Daybook.Log.IndexBlocks;

/// <summary>What a block of an index file holds (docs/format/index.md). The numbers are part of its checksum.</summary>
internal enum BlockKind : byte
{
    Postings = 1,
    Skips = 2,
    Fingerprints = 3,
    Terms = 4,
    TermTop = 5,
    Filter = 6,
    Frames = 7,
    FrameTop = 8,
    Footer = 9,
}

/// <summary>Where a block lies: byte of the file, and length with the checksum at its end.</summary>
internal readonly record struct BlockPlace(BlockKind Kind, long Offset, int Length)
{
    public const int ChecksumSize = sizeof(uint);

    /// <summary>A place in eight bytes: 48 bits of offset, 16 of length.</summary>
    public const int PackedSize = sizeof(ulong);

    private const int OffsetBits = 48;

    /// <summary>The checksum of a block here; kind and offset are in it, so that a misplaced block does not pass.</summary>
    public uint ChecksumOf(ReadOnlySpan<byte> content, uint seed)
    {
        Span<byte> place = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(place, (ulong)Offset | ((ulong)Kind << 56));
        return ~Crc32C.Add(Crc32C.Add(seed, place), content);
    }

    public void WritePacked(Span<byte> target)
    {
        Invariant.Holds(Offset >> OffsetBits == 0 && Length is >= ChecksumSize and <= ushort.MaxValue);
        BinaryPrimitives.WriteUInt64LittleEndian(target, (ulong)Offset | ((ulong)Length << OffsetBits));
    }

    public static BlockPlace ReadPacked(BlockKind kind, ReadOnlySpan<byte> source)
    {
        var packed = BinaryPrimitives.ReadUInt64LittleEndian(source);
        return new BlockPlace(kind, (long)(packed & ((1UL << OffsetBits) - 1)), (int)(packed >> OffsetBits));
    }
}
