using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>Goes through the terms of a file in order of their keys. Not thread-safe.</summary>
internal sealed class TermWalk(TermDictionary dictionary, IndexFileId file)
{
    private readonly byte[] key = new byte[Term.MaxBytes];
    private TermBlock block;
    private int nextBlock;
    private bool isInBlock;
    private bool isAhead;

    /// <summary>The term's kind and UTF-8 text; valid until the next move.</summary>
    public ReadOnlySpan<byte> Key => key.AsSpan(0, block.KeyLength);

    /// <summary>What the file says of the term.</summary>
    /// <exception cref="LogException">The entry cannot be read.</exception>
    public TermEntry Entry => TermEntry.Read(block.Block, block.ValueAt, (TermKind)key[0], file);

    /// <summary>Stands before the first term at or above a key.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public void Seek(ReadOnlySpan<byte> from)
    {
        (nextBlock, isInBlock, isAhead) = (dictionary.BlockCount == 0 ? 0 : dictionary.BlockOf(from), false, false);
        if (!EnterBlock())
        {
            return;
        }

        block.Seek(from);
        while (MoveNext())
        {
            if (Key.SequenceCompareTo(from) >= 0)
            {
                isAhead = true;
                return;
            }
        }
    }

    /// <summary>Goes to the next term; false after the last.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool MoveNext()
    {
        if (isAhead)
        {
            isAhead = false;
            return true;
        }

        while (!isInBlock || !block.MoveNext(key))
        {
            if (!EnterBlock())
            {
                return false;
            }
        }

        return true;
    }

    private bool EnterBlock()
    {
        isInBlock = nextBlock < dictionary.BlockCount;
        if (isInBlock)
        {
            block = dictionary.ReadBlock(nextBlock++);
        }

        return isInBlock;
    }
}
