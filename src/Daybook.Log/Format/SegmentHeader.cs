using System.Buffers.Binary;
using System.Globalization;

namespace Daybook.Log.Format;

/// <summary>The first 4 KiB of a segment (docs/format/segment.md). Its checksum covers all of it, the zeros too.</summary>
internal readonly record struct SegmentHeader(Guid LogId, uint Epoch, long FirstPosition, long CreatedTicks)
{
    public const int Size = 4096;
    public const string Extension = ".seg";

    private const ulong Magic = 0x4745_534B_4259_4144; // "DAYBKSEG" read as little-endian
    private const int ChecksumAt = Size - sizeof(uint);

    /// <summary>A segment is named after its first position, in 20 digits, so that names sort as positions do.</summary>
    public static string FileNameOf(long firstPosition) =>
        firstPosition.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    public static bool TryParseFileName(string name, out long firstPosition)
    {
        firstPosition = 0;
        return name.Length == 20 + Extension.Length
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, 20), NumberStyles.None, CultureInfo.InvariantCulture, out firstPosition);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), LogFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), FirstPosition);
        LogId.TryWriteBytes(bytes.AsSpan(24), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), CreatedTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Of(bytes.AsSpan(0, ChecksumAt)));
        return bytes;
    }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out SegmentHeader header, out uint version)
    {
        header = default;
        version = 0;
        if (bytes.Length < Size
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Of(bytes[..ChecksumAt]))
        {
            return false;
        }

        version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        header = new SegmentHeader(
            new Guid(bytes.Slice(24, 16), bigEndian: true),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
        return true;
    }
}
