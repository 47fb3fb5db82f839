using System.Buffers.Binary;
using Daybook.Log.Format;

namespace Daybook.Log.IndexBlocks;

/// <summary>The first 64 bytes of an index file (docs/format/index.md). They say which file it is, so they stand by themselves.</summary>
internal static class IndexHeader
{
    public const int Size = 64;

    private const ulong Magic = 0x5844_494B_4259_4144; // "DAYBKIDX" read as little-endian
    private const int VersionAt = 8;
    private const int FirstPositionAt = 16;
    private const int LastPositionAt = 24;
    private const int LogIdAt = 32;
    private const int ChecksumAt = Size - sizeof(uint);

    public static void Write(Span<byte> bytes, IndexFileId id)
    {
        bytes[..Size].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[VersionAt..], LogFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[FirstPositionAt..], id.FirstPosition);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[LastPositionAt..], id.LastPosition);
        id.LogId.TryWriteBytes(bytes[LogIdAt..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Crc32C.Of(bytes[..ChecksumAt]));
    }

    /// <summary>Reads the fields; false when the bytes are no whole header, and then nothing is known of them.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out IndexFileId id, out uint version)
    {
        id = default;
        version = 0;
        if (bytes.Length < Size
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Of(bytes[..ChecksumAt]))
        {
            return false;
        }

        version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[VersionAt..]);
        id = new IndexFileId(
            new Guid(bytes.Slice(LogIdAt, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstPositionAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[LastPositionAt..]));
        return true;
    }

    /// <summary>Refuses a file that is not the one it is opened as.</summary>
    /// <exception cref="LogException">The header is damaged, of another version, or of another log or range.</exception>
    public static void Check(IndexInput input)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (input.ReadRaw(bytes, 0) != Size || !TryParse(bytes, out var found, out var version))
        {
            throw Block.Damage(input.Id, 0, "the header is damaged or cut off");
        }

        if (version != LogFormat.Version)
        {
            throw LogFormat.UnknownVersion(input.Id.Name, version);
        }

        if (found != input.Id)
        {
            throw Block.Damage(input.Id, 0, $"the file is of log {found.LogId}, positions {found.FirstPosition} to {found.LastPosition}");
        }
    }
}
