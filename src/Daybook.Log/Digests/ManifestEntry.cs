using System.Buffers.Binary;
using Daybook.Log.Format;

namespace Daybook.Log.Digests;

/// <summary>What the manifest says of a sealed segment (docs/format/manifest.md).</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Digest">The digest of everything up to its last event.</param>
internal readonly record struct ManifestEntry(SealedSegment Segment, Digest Digest)
{
    public const int Size = 64;

    private const int DigestAt = 24;
    private const int ChecksumAt = 56;

    public void WriteTo(Span<byte> bytes, uint logSeed)
    {
        bytes[..Size].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Segment.FirstPosition);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Segment.LastPosition);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Segment.Bytes);
        Digest.CopyTo(bytes[DigestAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], ~Crc32C.Add(logSeed, bytes[..ChecksumAt]));
    }

    /// <summary>Reads an entry; false when it is not as it was written, in this log.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, uint logSeed, out ManifestEntry entry)
    {
        entry = default;
        if (bytes.Length < Size
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != ~Crc32C.Add(logSeed, bytes[..ChecksumAt])
            || bytes[(ChecksumAt + sizeof(uint))..Size].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        entry = new ManifestEntry(
            new SealedSegment(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[16..])),
            Digest.From(bytes[DigestAt..]));
        return true;
    }
}
