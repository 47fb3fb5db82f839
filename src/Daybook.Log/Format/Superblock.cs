using System.Buffers.Binary;

namespace Daybook.Log.Format;

/// <summary>
/// One of the two 4 KiB slots of the file <c>superblock</c> (docs/format/superblock.md). They are written in turn, so that one
/// is whole whatever happens to the other; the one with the higher generation speaks. All that changes lies in the first
/// 512 bytes.
/// </summary>
internal readonly record struct Superblock
{
    public const int SlotSize = 4096;
    public const int SlotCount = 2;
    public const int FileSize = SlotSize * SlotCount;

    private const ulong Magic = 0x5055_534B_4259_4144; // "DAYBKSUP" read as little-endian
    private const int ChecksumAt = 8;
    private const int BodyAt = 12;

    public required Guid LogId { get; init; }

    public required long Generation { get; init; }

    /// <summary>The epoch of the last writer.</summary>
    public required uint Epoch { get; init; }

    /// <summary>True after an orderly close: then the last segment ends exactly at <see cref="EndOffset"/>.</summary>
    public required bool IsClean { get; init; }

    /// <summary>The last position known durable when this was written; 0 for an empty log.</summary>
    public required long DurablePosition { get; init; }

    /// <summary>First position of the last segment.</summary>
    public required long LastSegment { get; init; }

    /// <summary>Where the next frame of the last segment goes.</summary>
    public required long EndOffset { get; init; }

    /// <summary>The last position whose digest was known when the log was closed; 0 when there is none.</summary>
    public required long DigestPosition { get; init; }

    /// <summary>The digest of everything up to that position (docs/format/digests.md).</summary>
    public required Digest Digest { get; init; }

    public int Slot => (int)(Generation % SlotCount);

    public byte[] ToBytes()
    {
        var bytes = new byte[SlotSize];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(BodyAt), LogFormat.Version);
        LogId.TryWriteBytes(bytes.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Generation);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40), Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(44), IsClean ? 1u : 0u);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), DurablePosition);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(56), LastSegment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(64), EndOffset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(72), DigestPosition);
        Digest.CopyTo(bytes.AsSpan(80));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Of(bytes.AsSpan(BodyAt)));
        return bytes;
    }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out Superblock superblock, out uint version)
    {
        superblock = default;
        version = 0;
        if (bytes.Length < SlotSize
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Of(bytes[BodyAt..SlotSize]))
        {
            return false;
        }

        version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[BodyAt..]);
        superblock = new Superblock
        {
            LogId = new Guid(bytes.Slice(16, 16), bigEndian: true),
            Generation = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            Epoch = BinaryPrimitives.ReadUInt32LittleEndian(bytes[40..]),
            IsClean = BinaryPrimitives.ReadUInt32LittleEndian(bytes[44..]) == 1,
            DurablePosition = BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            LastSegment = BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]),
            EndOffset = BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]),
            DigestPosition = BinaryPrimitives.ReadInt64LittleEndian(bytes[72..]),
            Digest = Digest.From(bytes[80..]),
        };
        return true;
    }
}
