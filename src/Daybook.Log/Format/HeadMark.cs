using System.Buffers.Binary;

namespace Daybook.Log.Format;

/// <summary>
/// The 64 bytes of the file <c>head</c>: the durable head as the writer publishes it to readers in other processes
/// (docs/format/head.md). Written after each flush and never flushed itself: an older one is still true, only behind.
/// </summary>
internal readonly record struct HeadMark(Guid LogId, uint Epoch, long DurablePosition)
{
    public const int Size = 64;

    private const ulong Magic = 0x4445_484B_4259_4144; // "DAYBKHED" read as little-endian
    private const int ChecksumAt = Size - sizeof(uint);

    public void WriteTo(Span<byte> bytes)
    {
        bytes[..Size].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        LogId.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], LogFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], DurablePosition);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Crc32C.Of(bytes[..ChecksumAt]));
    }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out HeadMark mark, out uint version)
    {
        mark = default;
        version = 0;
        if (bytes.Length < Size
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Of(bytes[..ChecksumAt]))
        {
            return false;
        }

        version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]);
        mark = new HeadMark(
            new Guid(bytes.Slice(8, 16), bigEndian: true),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
        return true;
    }
}
