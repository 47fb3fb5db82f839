using System.Buffers.Binary;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Writes the postings of one term after the other: blocks as they fill, pages as they fill, and in the end the value of the
/// term's entry. It holds one block and one page for each level.
/// </summary>
internal sealed class PostingWriter(IndexOutput output, IndexFileId id)
{
    private readonly long[] positions = new long[PostingTree.PostingsPerBlock];
    private readonly uint[] fingerprints = new uint[PostingTree.PostingsPerBlock];
    private readonly byte[] encoded = new byte[Math.Max(
        DeltaCode.BoundOf(PostingTree.PostingsPerBlock), PostingTree.PostingsPerBlock * sizeof(uint))];

    private readonly byte[] value = new byte[
        (6 * VarInt.MaxSize) + DeltaCode.BoundOf(PostingTree.InlinePostings) + (PostingTree.InlinePostings * sizeof(uint))];

    private readonly List<Page> pages = [];
    private bool isStream;
    private long firstPosition;
    private long lastPosition;
    private long count;
    private int pending;
    private long blocks;
    private BlockPlace lastBlock;

    /// <summary>Writes all postings of the source's term; returns what its entry says of them, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(IIndexSource source, CancellationToken cancellationToken)
    {
        isStream = source.Key[0] == (byte)TermKind.Stream;
        (count, pending, blocks, lastPosition) = (0, 0, 0, id.FirstPosition - 1);
        pages.ForEach(static page => page.Clear());
        while (true)
        {
            if (pending == positions.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteBlock();
            }

            var read = source.ReadPostings(positions.AsSpan(pending), fingerprints.AsSpan(pending));
            if (read == 0)
            {
                return Value(isStream ? source.FirstRevision : 0);
            }

            Take(read);
        }
    }

    private void Take(int read)
    {
        foreach (var position in positions.AsSpan(pending, read))
        {
            Invariant.Holds(position > lastPosition);
            lastPosition = position;
        }

        Invariant.Holds(lastPosition <= id.LastPosition);
        firstPosition = count == 0 ? positions[0] : firstPosition;
        count += read;
        pending += read;
    }

    private ReadOnlySpan<byte> Value(long firstRevision)
    {
        Invariant.Holds(count > 0);
        var isInline = count <= PostingTree.InlinePostings;
        var size = VarInt.Write(value, ((ulong)count << 1) | (isInline ? 1u : 0u));
        size += isStream ? VarInt.Write(value.AsSpan(size), (ulong)firstRevision) : 0;
        size += VarInt.Write(value.AsSpan(size), (ulong)(firstPosition - id.FirstPosition));
        return value.AsSpan(0, isInline ? AddInline(size) : AddRoot(size, Finish()));
    }

    private int AddInline(int size)
    {
        size += DeltaCode.Encode(positions.AsSpan(0, pending), value.AsSpan(size));
        return isStream ? size + WriteFingerprints(value.AsSpan(size)) : size;
    }

    private int AddRoot(int size, BlockPlace root)
    {
        size += VarInt.Write(value.AsSpan(size), (ulong)(lastPosition - firstPosition));
        size += VarInt.Write(value.AsSpan(size), (ulong)root.Offset);
        return size + VarInt.Write(value.AsSpan(size), (ulong)root.Length);
    }

    /// <summary>Writes what is still held, from the last block up to the root.</summary>
    private BlockPlace Finish()
    {
        if (pending > 0)
        {
            WriteBlock();
        }

        if (blocks == 1)
        {
            return lastBlock;
        }

        for (var level = 0; ; level++)
        {
            var (first, place) = pages[level].WriteTo(output);
            if (level + 1 == pages.Count || pages[level + 1].IsEmpty)
            {
                return place;
            }

            AddEntry(level + 1, first, place);
        }
    }

    private void WriteBlock()
    {
        var block = positions.AsSpan(0, pending);
        lastBlock = output.Write(BlockKind.Postings, encoded.AsSpan(0, DeltaCode.Encode(block, encoded)));
        if (isStream)
        {
            output.Write(BlockKind.Fingerprints, encoded.AsSpan(0, WriteFingerprints(encoded)));
        }

        AddEntry(0, block[0] - id.FirstPosition, lastBlock);
        blocks++;
        pending = 0;
    }

    private int WriteFingerprints(Span<byte> target)
    {
        for (var index = 0; index < pending; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target[(index * sizeof(uint))..], fingerprints[index]);
        }

        return pending * sizeof(uint);
    }

    /// <summary>A page is written only when one more entry comes, so that a level of one page has nothing above it.</summary>
    private void AddEntry(int level, long first, BlockPlace place)
    {
        if (level == pages.Count)
        {
            pages.Add(new Page());
        }

        if (pages[level].IsFull)
        {
            var (firstOfPage, placeOfPage) = pages[level].WriteTo(output);
            AddEntry(level + 1, firstOfPage, placeOfPage);
        }

        pages[level].Add(first, place);
    }

    private sealed class Page
    {
        private readonly byte[] bytes = new byte[PostingTree.EntriesPerPage * PostingTree.EntrySize];
        private int entries;
        private long first;

        public bool IsEmpty => entries == 0;

        public bool IsFull => entries == PostingTree.EntriesPerPage;

        public void Clear() => entries = 0;

        public void Add(long relativePosition, BlockPlace place)
        {
            first = entries == 0 ? relativePosition : first;
            PostingTree.WriteEntry(bytes.AsSpan(entries * PostingTree.EntrySize), relativePosition, place);
            entries++;
        }

        public (long First, BlockPlace Place) WriteTo(IndexOutput output)
        {
            var place = output.Write(BlockKind.Skips, bytes.AsSpan(0, entries * PostingTree.EntrySize));
            Clear();
            return (first, place);
        }
    }
}
