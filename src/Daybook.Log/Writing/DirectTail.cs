using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// Direct writes to the end of a file. They come in whole blocks, so the last block, of which a part was written before, is
/// written again with what follows: the same bytes in the same place, so that a tear leaves them as they are.
/// </summary>
internal sealed class DirectTail(IDiskFile direct, byte[] lastBlock) : IDisposable
{
    private const int Block = IDisk.DirectAlignment;

    /// <summary>Bytes in one write, at first and at most.</summary>
    private const int LeastBytes = 64 * 1024;

    private const int MostBytes = 1024 * 1024;

    private static readonly Lazy<AlignedBuffer> Zeros = new(static () => new AlignedBuffer(MostBytes));

    // It begins with what the last block of the file holds so far. Made at the first write: most stores are opened to be read.
    private AlignedBuffer? buffer;

    /// <summary>Writes bytes to a place that everything before was written to; durable when it returns.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long at)
    {
        var kept = (int)(at % Block);
        var memory = MemoryFor(kept + bytes.Length, kept);
        while (!bytes.IsEmpty)
        {
            var taken = Math.Min(bytes.Length, memory.Length - kept);
            bytes[..taken].CopyTo(memory[kept..]);
            var filled = kept + taken;
            var whole = Blocks(filled);
            memory[filled..whole].Clear();
            direct.Write(memory[..whole], at - kept);
            bytes = bytes[taken..];
            at += taken;
            kept = filled % Block;
            memory.Slice(filled - kept, kept).CopyTo(memory);
        }
    }

    /// <summary>Notes bytes that were written by other means.</summary>
    public void Skip(ReadOnlySpan<byte> bytes, long at)
    {
        var end = at + bytes.Length;
        var kept = (int)(end % Block);
        var from = Math.Max(at, end - kept);
        var memory = MemoryFor(Block, (int)(at % Block));
        bytes[(int)(from - at)..].CopyTo(memory[(int)(from % Block)..]);
    }

    /// <summary>Fills whole blocks with zeros.</summary>
    public void Clear(long from, long to)
    {
        while (from < to)
        {
            var count = (int)Math.Min(MostBytes, to - from);
            direct.Write(Zeros.Value.Bytes[..count], from);
            from += count;
        }
    }

    public void Dispose() => direct.Dispose();

    private static int Blocks(int count) => (count + Block - 1) / Block * Block;

    /// <summary>Memory for so many bytes, or the most there is, that begins with the kept ones.</summary>
    private Span<byte> MemoryFor(int bytes, int kept)
    {
        var size = Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Blocks(bytes)), LeastBytes, MostBytes);
        if (buffer is null || buffer.Bytes.Length < size)
        {
            var larger = new AlignedBuffer(size);
            (buffer is null ? lastBlock : buffer.Bytes[..kept]).CopyTo(larger.Bytes);
            buffer = larger;
        }

        return buffer.Bytes;
    }
}
