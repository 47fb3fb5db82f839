using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// Direct writes to the end of a file. They come in whole blocks, so the last block, of which a part was written before, is
/// written again with what follows: the same bytes in the same place, so that a tear leaves them as they are.
/// </summary>
internal sealed class DirectTail : IDisposable
{
    private const int Block = IDisk.DirectAlignment;

    /// <summary>Bytes in one write at most.</summary>
    private const int PieceBytes = 1024 * 1024;

    private readonly IDiskFile direct;

    // It begins with what the last block of the file holds so far.
    private readonly AlignedBuffer buffer = new(PieceBytes);

    /// <summary>Takes over a file opened for direct writes.</summary>
    /// <param name="direct">The file.</param>
    /// <param name="lastBlock">What its last block holds so far; empty when it ends at a block's end.</param>
    public DirectTail(IDiskFile direct, ReadOnlySpan<byte> lastBlock)
    {
        this.direct = direct;
        lastBlock.CopyTo(buffer.Bytes);
    }

    /// <summary>Writes bytes to a place that everything before was written to; durable when it returns.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long at)
    {
        var memory = buffer.Bytes;
        var kept = (int)(at % Block);
        while (!bytes.IsEmpty)
        {
            var taken = Math.Min(bytes.Length, PieceBytes - kept);
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
        bytes[(int)(from - at)..].CopyTo(buffer.Bytes[(int)(from % Block)..]);
    }

    /// <summary>Fills whole blocks with zeros.</summary>
    public void Clear(long from, long to)
    {
        using var zeros = new AlignedBuffer((int)Math.Min(PieceBytes, to - from));
        while (from < to)
        {
            var count = (int)Math.Min(zeros.Bytes.Length, to - from);
            direct.Write(zeros.Bytes[..count], from);
            from += count;
        }
    }

    public void Dispose()
    {
        direct.Dispose();
        buffer.Dispose();
    }

    private static int Blocks(int count) => (count + Block - 1) / Block * Block;
}
