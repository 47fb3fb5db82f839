using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// Direct writes to the end of a file. They come in whole blocks, so the last block, of which a part was written before, is
/// written again with what follows: the same bytes in the same place, so that a tear leaves them as they are.
/// </summary>
internal sealed class DirectTail(IDiskFile direct, IDiskFile file) : IDisposable
{
    private const int Block = IDisk.DirectAlignment;

    /// <summary>Bytes in one write at most.</summary>
    private const int PieceBytes = 1024 * 1024;

    private readonly AlignedBuffer buffer = new(PieceBytes);
    private long end = -1;

    /// <summary>Writes bytes to a place that everything before was written to; durable when it returns.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long at)
    {
        var memory = buffer.Bytes;
        var kept = (int)(at % Block);
        if (end != at)
        {
            var read = file.Read(memory[..kept], at - kept);
            Invariant.Holds(read == kept);
        }

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

        end = at;
    }

    /// <summary>Fills whole blocks with zeros.</summary>
    public void Clear(long from, long to)
    {
        end = -1;
        buffer.Bytes.Clear();
        while (from < to)
        {
            var count = (int)Math.Min(PieceBytes, to - from);
            direct.Write(buffer.Bytes[..count], from);
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
