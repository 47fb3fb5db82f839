using System.Buffers.Binary;
using Daybook.Log.Format;

namespace Daybook.Log.Digests;

/// <summary>
/// Some events that follow each other in a file of digests (docs/format/digests.md): a mark of each, and the digest of
/// everything up to the last.
/// </summary>
internal static class DigestBlock
{
    /// <summary>A block is begun behind so many events; the last frame may bring more.</summary>
    public const int LikelyEvents = 1024;

    /// <summary>The most events of a block.</summary>
    public const int MostEvents = LikelyEvents + LogLimits.EventsPerAppend;

    /// <summary>Bytes of an event's mark: the first of its digest.</summary>
    public const int MarkBytes = 4;

    private const int ChecksumAt = 4;
    private const int MarksAt = 8;

    /// <summary>Bytes of a block in front of its marks.</summary>
    public const int HeadBytes = MarksAt;

    public static int SizeOf(int events) => MarksAt + (events * MarkBytes) + Digest.Size;

    /// <summary>Writes a block; returns its size.</summary>
    /// <param name="target">At least <see cref="SizeOf"/> of the marks.</param>
    /// <param name="marks">The marks of its events, one behind the other.</param>
    /// <param name="digest">Of everything up to the last of them.</param>
    /// <param name="seed">What its checksum starts from, see <see cref="SeedOf"/>.</param>
    public static int Write(Span<byte> target, ReadOnlySpan<byte> marks, Digest digest, uint seed)
    {
        var events = marks.Length / MarkBytes;
        var size = SizeOf(events);
        BinaryPrimitives.WriteInt32LittleEndian(target, events);
        marks.CopyTo(target[MarksAt..]);
        digest.CopyTo(target[(size - Digest.Size)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Checksum(target[..size], seed));
        return size;
    }

    /// <summary>Finds out how many events a block has from its first bytes; false when they are no block's.</summary>
    public static bool TryPeek(ReadOnlySpan<byte> bytes, out int events)
    {
        events = bytes.Length < HeadBytes ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return events is >= 1 and <= MostEvents;
    }

    /// <summary>Whether a whole block is as it was written.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> block, uint seed) =>
        BinaryPrimitives.ReadUInt32LittleEndian(block[ChecksumAt..]) == Checksum(block, seed);

    public static ReadOnlySpan<byte> MarksOf(ReadOnlySpan<byte> block) => block[MarksAt..^Digest.Size];

    public static Digest DigestOf(ReadOnlySpan<byte> block) => Digest.From(block[^Digest.Size..]);

    /// <summary>The checksum of a block starts from the log and the block's first position, so that it counts in its place only.</summary>
    public static uint SeedOf(uint logSeed, long firstPosition)
    {
        Span<byte> position = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(position, firstPosition);
        return Crc32C.Add(logSeed, position);
    }

    private static uint Checksum(ReadOnlySpan<byte> block, uint seed) =>
        ~Crc32C.Add(Crc32C.Add(seed, block[..ChecksumAt]), block[MarksAt..]);
}
