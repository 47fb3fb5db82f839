using System.Buffers.Binary;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// The shape of long posting lists (docs/format/index.md): blocks of 128 postings; above them pages of up to 512 entries, and
/// pages of pages, up to a single root. All but the last of each level are full, so that the number of postings says it all.
/// </summary>
internal static class PostingTree
{
    /// <summary>Postings up to which a list lies in the entry of its term.</summary>
    public const int InlinePostings = 16;

    public const int PostingsPerBlock = 128;

    public const int EntriesPerPage = 512;

    /// <summary>First position (relative to the file's, 6 bytes), then place.</summary>
    public const int EntrySize = 6 + BlockPlace.PackedSize;

    private const ulong PositionMask = (1UL << 48) - 1;

    /// <summary>Levels of pages above the blocks.</summary>
    public static int DepthOf(long postings)
    {
        var nodes = (postings + PostingsPerBlock - 1) / PostingsPerBlock;
        var depth = 0;
        while (nodes > 1)
        {
            nodes = (nodes + EntriesPerPage - 1) / EntriesPerPage;
            depth++;
        }

        return depth;
    }

    public static void WriteEntry(Span<byte> target, long relativePosition, BlockPlace place)
    {
        Invariant.Holds((ulong)relativePosition <= PositionMask);
        Span<byte> position = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(position, relativePosition);
        position[..6].CopyTo(target);
        place.WritePacked(target[6..]);
    }

    public static long RelativePositionOf(ReadOnlySpan<byte> page, int entry) =>
        (long)(BinaryPrimitives.ReadUInt64LittleEndian(page[(entry * EntrySize)..]) & PositionMask);

    public static BlockPlace PlaceOf(ReadOnlySpan<byte> page, int entry, BlockKind kind) =>
        BlockPlace.ReadPacked(kind, page[((entry * EntrySize) + 6)..]);

    /// <summary>Where the fingerprints of a stream's block lie: right behind it.</summary>
    public static BlockPlace FingerprintsOf(BlockPlace postings, int count) =>
        new(BlockKind.Fingerprints, postings.Offset + postings.Length, (count * sizeof(uint)) + BlockPlace.ChecksumSize);
}
