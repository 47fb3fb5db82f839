using System.Buffers.Binary;
using Daybook.Log.Disk;

namespace Daybook.Log.IndexBlocks;

/// <summary>Writes an index file from its beginning to its end, block after block, in large pieces.</summary>
internal sealed class IndexOutput(IDiskFile file, uint checksumSeed)
{
    /// <summary>Bytes that are collected before they are written.</summary>
    public const int BufferBytes = 256 * 1024;

    private readonly byte[] buffer = new byte[BufferBytes];
    private int used;
    private long written;

    /// <summary>Where the next byte goes.</summary>
    public long Offset => written + used;

    /// <summary>Writes a block, its checksum behind it.</summary>
    public BlockPlace Write(BlockKind kind, ReadOnlySpan<byte> content)
    {
        var place = new BlockPlace(kind, Offset, checked(content.Length + BlockPlace.ChecksumSize));
        Span<byte> checksum = stackalloc byte[BlockPlace.ChecksumSize];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, place.ChecksumOf(content, checksumSeed));
        Put(content);
        Put(checksum);
        return place;
    }

    /// <summary>Writes bytes that carry a checksum of their own.</summary>
    public void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - used)
        {
            Drain();
        }

        if (bytes.Length > buffer.Length)
        {
            file.Write(bytes, written);
            written += bytes.Length;
            return;
        }

        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    /// <summary>Hands over what is collected, so that it can be read; not durable until the file is flushed.</summary>
    public void Drain()
    {
        if (used > 0)
        {
            file.Write(buffer.AsSpan(0, used), written);
            written += used;
            used = 0;
        }
    }
}
