using System.Buffers.Binary;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Goes through the entries of one block of terms (docs/format/index.md). Behind the entries stand the places of every
/// sixteenth, whose keys are whole, so that a search reads few of them.
/// </summary>
internal struct TermBlock
{
    /// <summary>The largest block, with its checksum, bytes.</summary>
    public const int Size = 4096;

    /// <summary>From one whole key to the next, entries.</summary>
    public const int EntriesPerRestart = 16;

    private readonly int end;
    private int at;

    /// <summary>Stands before the first entry.</summary>
    /// <exception cref="LogException">The block cannot be read.</exception>
    public TermBlock(Block block)
    {
        Block = block;
        var content = block.Content;
        var restarts = content.Length < sizeof(ushort) ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(content[^sizeof(ushort)..]);
        end = content.Length - ((restarts + 1) * sizeof(ushort));
        if (restarts == 0 || end <= 0)
        {
            throw block.Malformed(0);
        }
    }

    public Block Block { get; }

    /// <summary>Length of the key that the last move wrote, bytes.</summary>
    public int KeyLength { get; private set; }

    /// <summary>Byte of the content where the entry's value begins.</summary>
    public int ValueAt { get; private set; }

    /// <summary>Goes to the next entry and completes its key in a buffer that still has the key before; false after the last.</summary>
    /// <exception cref="LogException">The entry cannot be read.</exception>
    public bool MoveNext(Span<byte> key)
    {
        if (at >= end)
        {
            return false;
        }

        var reader = new BlockReader(Block, at);
        var shared = (int)reader.Number(KeyLength);
        var rest = (int)reader.Number(Term.MaxBytes - shared);
        reader.Take(rest).CopyTo(key[shared..]);
        var size = (int)reader.Number(Size);
        ValueAt = reader.At;
        reader.Take(size);
        at = reader.At;
        KeyLength = shared + rest;
        return KeyLength > 0 && at <= end ? true : throw Block.Malformed(at);
    }

    /// <summary>Stands before the last whole key that is at or below a key; before the first entry when none is.</summary>
    /// <exception cref="LogException">The block cannot be read.</exception>
    public void Seek(ReadOnlySpan<byte> key)
    {
        var restarts = Block.Content[end..^sizeof(ushort)];
        int low = 1, high = (restarts.Length / sizeof(ushort)) - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (WholeKeyAt(RestartAt(restarts, middle)).SequenceCompareTo(key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        at = RestartAt(restarts, high);
        KeyLength = 0;
    }

    private static int RestartAt(ReadOnlySpan<byte> restarts, int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(restarts[(index * sizeof(ushort))..]);

    private readonly ReadOnlySpan<byte> WholeKeyAt(int restart)
    {
        var reader = new BlockReader(Block, restart);
        reader.Number(0);
        return reader.Take((int)reader.Number(Term.MaxBytes));
    }
}
