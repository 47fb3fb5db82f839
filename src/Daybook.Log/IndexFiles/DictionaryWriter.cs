using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Puts the entries of terms into blocks of at most 4 KiB, each key without what it shares with the key before, and collects
/// the top level: for each block its place and the shortest text that tells its first key from the last one of the block before.
/// </summary>
internal sealed class DictionaryWriter(IndexOutput output)
{
    private readonly byte[] block = new byte[TermBlock.Size];
    private readonly byte[] lastKey = new byte[Term.MaxBytes];
    private readonly List<int> restarts = [];
    private readonly List<byte> top = [];
    private readonly byte[] separator = new byte[Term.MaxBytes];
    private int lastKeyLength;
    private int separatorLength;
    private int used;
    private int entries;

    public long TermCount { get; private set; }

    /// <summary>The places of the blocks written so far.</summary>
    public List<BlockPlace> Blocks { get; } = [];

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Invariant.Holds(key.Length is > 0 and <= Term.MaxBytes && key[0] is >= (byte)TermKind.Stream and <= (byte)TermKind.Tag);
        var last = lastKey.AsSpan(0, lastKeyLength);
        Invariant.Holds(key.SequenceCompareTo(last) > 0);
        var shared = key.CommonPrefixLength(last);
        if (used + EntrySize(key, value) > TermBlock.Size - BlockPlace.ChecksumSize - ((restarts.Count + 2) * sizeof(ushort)))
        {
            WriteBlock();
            separatorLength = shared + 1;
            key[..separatorLength].CopyTo(separator);
        }

        if (entries % TermBlock.EntriesPerRestart == 0)
        {
            restarts.Add(used);
            shared = 0;
        }

        Append(key, shared, value);
        key.CopyTo(lastKey);
        lastKeyLength = key.Length;
        entries++;
        TermCount++;
    }

    /// <summary>Writes the last block and the top level, and answers where the latter lies.</summary>
    public BlockPlace Finish()
    {
        if (entries > 0)
        {
            WriteBlock();
        }

        return output.Write(BlockKind.TermTop, CollectionsMarshal.AsSpan(top));
    }

    /// <summary>The most that an entry takes: without anything shared.</summary>
    private static int EntrySize(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        (2 * VarInt.SizeOf((ulong)key.Length)) + key.Length + VarInt.SizeOf((ulong)value.Length) + value.Length;

    private void Append(ReadOnlySpan<byte> key, int shared, ReadOnlySpan<byte> value)
    {
        used += VarInt.Write(block.AsSpan(used), (ulong)shared);
        used += VarInt.Write(block.AsSpan(used), (ulong)(key.Length - shared));
        key[shared..].CopyTo(block.AsSpan(used));
        used += key.Length - shared;
        used += VarInt.Write(block.AsSpan(used), (ulong)value.Length);
        value.CopyTo(block.AsSpan(used));
        used += value.Length;
    }

    private void WriteBlock()
    {
        foreach (var restart in restarts)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(used), (ushort)restart);
            used += sizeof(ushort);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(used), (ushort)restarts.Count);
        var place = output.Write(BlockKind.Terms, block.AsSpan(0, used + sizeof(ushort)));
        Blocks.Add(place);
        Span<byte> entry = stackalloc byte[BlockPlace.PackedSize + VarInt.MaxSize];
        place.WritePacked(entry);
        var size = BlockPlace.PackedSize + VarInt.Write(entry[BlockPlace.PackedSize..], (ulong)separatorLength);
        top.AddRange(entry[..size]);
        top.AddRange(separator.AsSpan(0, separatorLength));
        restarts.Clear();
        (used, entries) = (0, 0);
    }
}
