using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Packing;

/// <summary>
/// A packed segment, read as if it were the segment: same bytes at same places. A few blocks are kept as they were unpacked, so
/// that what is read in order is unpacked once. Thread-safe.
/// </summary>
internal sealed class PackedSegment : IDiskFile
{
    /// <summary>Blocks kept as they were unpacked. With those of the greatest number of open segments: 64 x 8 x 64 KiB, 32 MiB.</summary>
    private const int KeptBlocks = 8;

    private readonly IDiskFile file;
    private readonly PackedBlock[] blocks;
    private readonly Kept?[] kept = new Kept?[KeptBlocks];
    private readonly long segment;
    private readonly uint seed;
    private int nextKept;

    private PackedSegment(IDiskFile file, Guid logId, long segment)
    {
        this.file = file;
        this.segment = segment;
        seed = FrameHeader.SeedOf(logId);
        blocks = PackedTable.Read(file, logId, segment);
    }

    public long Length => blocks[^1].End;

    /// <summary>Bytes on the disk.</summary>
    public long PackedLength => file.Length;

    /// <summary>Opens a packed segment; reads its table.</summary>
    /// <exception cref="LogException">The file is damaged, of another store or segment, or of another version.</exception>
    /// <exception cref="DiskException">There is no such file, or it cannot be read.</exception>
    public static PackedSegment Open(IDisk disk, string path, Guid logId, long segment)
    {
        var file = disk.Open(path, DiskAccess.Read);
        try
        {
            return new PackedSegment(file, logId, segment);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads up to a damaged block, so that everything before it can be read; what begins in one throws.</summary>
    /// <exception cref="LogException">The first block is damaged.</exception>
    public int Read(Span<byte> buffer, long offset)
    {
        var read = 0;
        while (read < buffer.Length && offset + read < Length)
        {
            var number = BlockAt(offset + read);
            var from = (int)(offset + read - blocks[number].Offset);
            byte[] block;
            try
            {
                block = Unpacked(number);
            }
            catch (LogException) when (read > 0)
            {
                return read;
            }

            var some = block.AsSpan(from, Math.Min(block.Length - from, buffer.Length - read));
            some.CopyTo(buffer[read..]);
            read += some.Length;
        }

        return read;
    }

    public void Hint(long offset, int length)
    {
        var (first, last) = (blocks[BlockAt(offset)], blocks[BlockAt(Math.Min(offset + length, Length) - 1)]);
        file.Hint(first.PackedOffset, (int)(last.PackedEnd - first.PackedOffset));
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => throw NotWritten();

    public void Flush() => throw NotWritten();

    public void TruncateDurably(long length) => throw NotWritten();

    public void Dispose() => file.Dispose();

    private static InvalidOperationException NotWritten() => new("A packed segment is never written to.");

    private int BlockAt(long offset)
    {
        int low = 1, high = blocks.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (blocks[middle].Offset <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private byte[] Unpacked(int number)
    {
        foreach (var one in kept)
        {
            if (one?.Number == number)
            {
                return one.Bytes;
            }
        }

        var bytes = Unpack(number);
        if (bytes.Length <= SegmentPacker.BlockBytes)
        {
            Volatile.Write(ref kept[(uint)Interlocked.Increment(ref nextKept) % KeptBlocks], new Kept(number, bytes));
        }

        return bytes;
    }

    private byte[] Unpack(int number)
    {
        var block = blocks[number];
        var packed = GC.AllocateUninitializedArray<byte>(block.PackedLength);
        var read = file.Read(packed, block.PackedOffset);
        if (read != packed.Length || PackedBlock.ChecksumOf(seed, segment, number, packed) != block.Checksum)
        {
            throw PackedTable.Damaged(LogPaths.PackedName(segment), block.PackedOffset, "the checksum of a block does not match");
        }

        return BlockPacker.Unpack(block.Codec, packed, block.Length)
            ?? throw PackedTable.Damaged(LogPaths.PackedName(segment), block.PackedOffset, "a block with a matching checksum cannot be unpacked");
    }

    private sealed record Kept(int Number, byte[] Bytes);
}
