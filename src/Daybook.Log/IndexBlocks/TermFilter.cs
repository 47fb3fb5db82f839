using System.Buffers.Binary;

namespace Daybook.Log.IndexBlocks;

/// <summary>
/// Says of a term that a file certainly does not have it, without reading. A split block Bloom filter as Apache Parquet
/// specifies it (parquet-format, BloomFilter.md; after Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom
/// Filters", 2007): the hash chooses 32 bytes, and in each of their eight words one bit. 32 bytes for 24 terms, which lets
/// about one of a hundred absent terms pass. Unlike a fuse filter it is filled in one pass that keeps nothing else in memory.
/// </summary>
internal sealed class TermFilter
{
    private const int WordsPerBlock = 8;
    private const int BlockSize = WordsPerBlock * sizeof(uint);
    private const int TermsPerBlock = 24;

    private readonly byte[] bits;
    private readonly ulong blocks;

    private TermFilter(byte[] bits)
    {
        this.bits = bits;
        blocks = (ulong)(bits.Length / BlockSize);
    }

    public ReadOnlySpan<byte> Bytes => bits;

    private static ReadOnlySpan<uint> Salts =>
        [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];

    /// <summary>An empty filter for a number of terms.</summary>
    public static TermFilter For(long terms) =>
        new(new byte[checked((int)Math.Max(1, (terms + TermsPerBlock - 1) / TermsPerBlock) * BlockSize)]);

    /// <exception cref="LogException">The bytes are no whole number of blocks.</exception>
    public static TermFilter Read(Block block) => block.Content is { IsEmpty: false, Length: var length } && length % BlockSize == 0
        ? new TermFilter(block.Content.ToArray())
        : throw block.Malformed(0);

    public void Add(ulong hash)
    {
        var block = BlockOf(hash);
        for (var word = 0; word < WordsPerBlock; word++)
        {
            var place = block[(word * sizeof(uint))..];
            BinaryPrimitives.WriteUInt32LittleEndian(place, BinaryPrimitives.ReadUInt32LittleEndian(place) | Bit(hash, word));
        }
    }

    /// <summary>False when no term with this hash was added.</summary>
    public bool MayHave(ulong hash)
    {
        ReadOnlySpan<byte> block = BlockOf(hash);
        for (var word = 0; word < WordsPerBlock; word++)
        {
            if ((BinaryPrimitives.ReadUInt32LittleEndian(block[(word * sizeof(uint))..]) & Bit(hash, word)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The upper half of the hash chooses the block, the lower half the bits.</summary>
    private Span<byte> BlockOf(ulong hash) => bits.AsSpan((int)(((hash >> 32) * blocks) >> 32) * BlockSize, BlockSize);

    private static uint Bit(ulong hash, int word) => 1u << (int)(((uint)hash * Salts[word]) >> 27);
}
