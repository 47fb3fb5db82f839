using System.Buffers.Binary;
using Daybook.Log.Disk;

namespace Daybook.Log.IndexBlocks;

/// <summary>
/// Reads blocks of one index file and verifies each. With a cache a block that was read lately is not read again; without
/// one nothing is kept, which suits a walk over the whole file. Thread-safe.
/// </summary>
internal sealed class IndexInput(IDiskFile file, IndexFileId id, BlockCache? cache) : IDisposable
{
    private readonly uint seed = id.ChecksumSeed();
    private readonly int number = cache?.Register() ?? 0;
    private long reads;

    public IndexFileId Id => id;

    public long Length { get; } = file.Length;

    /// <summary>Blocks read from the disk so far.</summary>
    public long Reads => Volatile.Read(ref reads);

    /// <summary>A block, from the cache or from the disk.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public Block Read(BlockPlace place)
    {
        if (cache?.Find(number, place.Offset) is { } kept && kept.Place == place)
        {
            return kept;
        }

        var block = ReadOnce(place);
        cache?.Keep(number, block);
        return block;
    }

    /// <summary>A block that the caller keeps himself.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public Block ReadOnce(BlockPlace place)
    {
        if (place.Length < BlockPlace.ChecksumSize || place.Offset < 0 || place.Offset > Length - place.Length)
        {
            throw Block.Damage(id, place.Offset, $"the file has {Length} bytes, and a block of {place.Kind} lies outside");
        }

        var bytes = new byte[place.Length];
        Interlocked.Increment(ref reads);
        var read = file.Read(bytes, place.Offset);
        var block = new Block(bytes, place, id);
        return read == bytes.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - BlockPlace.ChecksumSize)) == place.ChecksumOf(block.Content, seed)
            ? block
            : throw Block.Damage(id, place.Offset, $"the checksum of a block of {place.Kind} does not match");
    }

    /// <summary>Has the system fetch a block that is not in the cache.</summary>
    public void Hint(BlockPlace place)
    {
        if (cache?.Find(number, place.Offset) is null)
        {
            file.Hint(place.Offset, place.Length);
        }
    }

    /// <summary>Bytes that carry a checksum of their own; fewer where the file ends.</summary>
    public int ReadRaw(Span<byte> target, long offset) => file.Read(target, offset);

    public void Dispose() => file.Dispose();
}
