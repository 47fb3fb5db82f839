using System.Buffers.Binary;
using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Packing;

/// <summary>Table and footer at the end of a packed segment (docs/format/packed.md): what the file is of, and where its blocks lie.</summary>
internal static class PackedTable
{
    public const int FooterSize = 64;

    private const ulong Magic = 0x4B43_4150_4B59_4144; // "DAYKPACK" read as little-endian
    private const int FooterChecksumAt = FooterSize - sizeof(uint);
    private const int TableChecksumAt = FooterChecksumAt - sizeof(uint);

    /// <summary>Table and footer of some blocks, which begin with the file and follow each other.</summary>
    public static byte[] ToBytes(Guid logId, long segment, IReadOnlyList<PackedBlock> blocks)
    {
        var tableBytes = blocks.Count * PackedBlock.EntrySize;
        var bytes = new byte[tableBytes + FooterSize];
        for (var number = 0; number < blocks.Count; number++)
        {
            blocks[number].WriteTo(bytes.AsSpan(number * PackedBlock.EntrySize));
        }

        var footer = bytes.AsSpan(tableBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(footer, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[8..], LogFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(footer[12..], blocks.Count);
        logId.TryWriteBytes(footer[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(footer[32..], segment);
        BinaryPrimitives.WriteInt64LittleEndian(footer[40..], blocks[^1].End);
        BinaryPrimitives.WriteInt64LittleEndian(footer[48..], blocks[^1].PackedEnd);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[TableChecksumAt..], Crc32C.Of(bytes.AsSpan(0, tableBytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(footer[FooterChecksumAt..], Crc32C.Of(footer[..FooterChecksumAt]));
        return bytes;
    }

    /// <summary>Reads and checks both; nothing is allocated before it is known that the file has that much.</summary>
    /// <exception cref="LogException">The file is damaged, of another store or segment, or of another version.</exception>
    public static PackedBlock[] Read(IDiskFile file, Guid logId, long segment)
    {
        var name = LogPaths.PackedName(segment);
        var length = file.Length;
        var footer = new byte[FooterSize];
        if (length < FooterSize || file.Read(footer, length - FooterSize) != FooterSize
            || BinaryPrimitives.ReadUInt64LittleEndian(footer) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(FooterChecksumAt)) != Crc32C.Of(footer.AsSpan(0, FooterChecksumAt)))
        {
            throw Damaged(name, Math.Max(0, length - FooterSize), "the checksum of the footer does not match");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(8)) is var version && version != LogFormat.Version)
        {
            throw LogFormat.UnknownVersion(name, version);
        }

        if (new Guid(footer.AsSpan(16, 16), bigEndian: true) != logId || BinaryPrimitives.ReadInt64LittleEndian(footer.AsSpan(32)) != segment)
        {
            throw Damaged(name, length - FooterSize, "the footer is of another store or another segment");
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(footer.AsSpan(12));
        var tableAt = BinaryPrimitives.ReadInt64LittleEndian(footer.AsSpan(48));
        if (count is < 1 or > int.MaxValue / PackedBlock.EntrySize || tableAt < 0 || tableAt + ((long)count * PackedBlock.EntrySize) + FooterSize != length)
        {
            throw Damaged(name, length - FooterSize, "the file has not the length that its footer says");
        }

        var table = new byte[count * PackedBlock.EntrySize];
        if (file.Read(table, tableAt) != table.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(TableChecksumAt)) != Crc32C.Of(table))
        {
            throw Damaged(name, tableAt, "the checksum of the table does not match");
        }

        return Blocks(table, (BinaryPrimitives.ReadInt64LittleEndian(footer.AsSpan(40)), tableAt), name);
    }

    public static LogException Damaged(string name, long offset, string what) => LogException.Damaged(
        name, offset, what, "Restore the file from a backup of this store.");

    private static PackedBlock[] Blocks(byte[] table, (long Length, long PackedLength) end, string name)
    {
        var blocks = new PackedBlock[table.Length / PackedBlock.EntrySize];
        PackedBlock before = default;
        for (var number = 0; number < blocks.Length; number++)
        {
            before = blocks[number] = PackedBlock.Read(table.AsSpan(number * PackedBlock.EntrySize), before);
            if (before.Length is < 1 or > LogLimits.FrameBytes || before.PackedLength < 1 || before.PackedLength > before.Length)
            {
                throw Damaged(name, end.PackedLength + (number * PackedBlock.EntrySize), "a block has a length that none has");
            }
        }

        return (before.End, before.PackedEnd) == end ? blocks : throw Damaged(name, end.PackedLength, "the blocks do not make up the segment");
    }
}
