using System.Buffers.Binary;
using Daybook.Log.Format;

namespace Daybook.Log.Packing;

/// <summary>A block of a packed segment, as its table says it (docs/format/packed.md).</summary>
/// <param name="Offset">Where it begins in the segment.</param>
/// <param name="Length">Its length there.</param>
/// <param name="PackedOffset">Where it begins in the packed file.</param>
/// <param name="PackedLength">Its length there.</param>
/// <param name="Checksum">Of its packed bytes; see <see cref="ChecksumOf"/>.</param>
/// <param name="Codec">How it is packed.</param>
internal readonly record struct PackedBlock(long Offset, int Length, long PackedOffset, int PackedLength, uint Checksum, PackCodec Codec)
{
    /// <summary>Bytes of its entry in the table.</summary>
    public const int EntrySize = 16;

    public long End => Offset + Length;

    public long PackedEnd => PackedOffset + PackedLength;

    /// <summary>CRC-32C of the log's id, the segment, the block's number and its packed bytes: a block in another's place has another.</summary>
    public static uint ChecksumOf(uint logSeed, long segment, int number, ReadOnlySpan<byte> packed)
    {
        Span<byte> place = stackalloc byte[sizeof(long) + sizeof(int)];
        BinaryPrimitives.WriteInt64LittleEndian(place, segment);
        BinaryPrimitives.WriteInt32LittleEndian(place[sizeof(long)..], number);
        return ~Crc32C.Add(Crc32C.Add(logSeed, place), packed);
    }

    public void WriteTo(Span<byte> entry)
    {
        BinaryPrimitives.WriteInt32LittleEndian(entry, Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], PackedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], Checksum);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], (int)Codec);
    }

    /// <summary>Reads an entry, behind the block before it.</summary>
    public static PackedBlock Read(ReadOnlySpan<byte> entry, PackedBlock before) => new(
        before.End,
        BinaryPrimitives.ReadInt32LittleEndian(entry),
        before.PackedEnd,
        BinaryPrimitives.ReadInt32LittleEndian(entry[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]),
        (PackCodec)BinaryPrimitives.ReadInt32LittleEndian(entry[12..]));
}
