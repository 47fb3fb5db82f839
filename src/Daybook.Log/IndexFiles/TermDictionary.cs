using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>The top level of a file's terms, in memory: which block a key stands in, if it stands in the file. Thread-safe.</summary>
internal sealed class TermDictionary
{
    private readonly IndexInput input;
    private readonly Block top;
    private readonly int[] starts;

    /// <exception cref="LogException">The top level cannot be read.</exception>
    public TermDictionary(IndexInput input, Block top)
    {
        this.input = input;
        this.top = top;
        var found = new List<int>();
        var reader = new BlockReader(top, 0);
        while (!reader.IsAtEnd)
        {
            found.Add(reader.At);
            reader.Take(BlockPlace.PackedSize);
            reader.Take((int)reader.Number(Term.MaxBytes));
        }

        starts = [.. found];
    }

    public int BlockCount => starts.Length;

    /// <summary>Bytes in memory.</summary>
    public long MemoryBytes => top.Size + ((long)starts.Length * sizeof(int));

    /// <summary>The entry of a key; reads one block.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public bool TryFind(ReadOnlySpan<byte> key, out TermEntry entry)
    {
        entry = default;
        if (BlockCount == 0)
        {
            return false;
        }

        Span<byte> found = stackalloc byte[Term.MaxBytes];
        var block = ReadBlock(BlockOf(key));
        block.Seek(key);
        while (block.MoveNext(found))
        {
            var order = found[..block.KeyLength].SequenceCompareTo(key);
            if (order >= 0)
            {
                entry = order == 0 ? TermEntry.Read(block.Block, block.ValueAt, (TermKind)key[0], input.Id) : default;
                return order == 0;
            }
        }

        return false;
    }

    /// <summary>A block of terms, from 0, before its first entry.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public TermBlock ReadBlock(int number) => new(input.Read(BlockPlace.ReadPacked(BlockKind.Terms, top.Content[starts[number]..])));

    /// <summary>The only block in which a key can stand: the last that does not begin above it.</summary>
    public int BlockOf(ReadOnlySpan<byte> key)
    {
        int low = 1, high = starts.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (SeparatorOf(middle).SequenceCompareTo(key) <= 0)
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

    private ReadOnlySpan<byte> SeparatorOf(int block)
    {
        var reader = new BlockReader(top, starts[block] + BlockPlace.PackedSize);
        return reader.Take((int)reader.Number());
    }
}
