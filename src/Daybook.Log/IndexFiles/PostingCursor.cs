using System.Buffers.Binary;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Stands on one posting of a term and goes to others: to a position or a revision in one block and its pages, and to the
/// neighbours on both sides. May be opened on one term after another, so that it is made only once. Not thread-safe.
/// </summary>
internal sealed class PostingCursor
{
    /// <summary>The greatest depth: 128 x 512 x 512 x 512 x 512 postings are more than positions of six bytes.</summary>
    private const int MaxDepth = 5;

    private readonly long[] positions = new long[PostingTree.PostingsPerBlock];
    private readonly (long Number, Block Page)[] pages = new (long, Block)[MaxDepth + 1];
    private IndexInput? input;
    private TermEntry entry;
    private int depth;
    private long blockNumber;
    private BlockPlace blockPlace;
    private int blockCount;
    private int inBlock;
    private Block? fingerprints;
    private int fingerprintsAt;

    /// <summary>Which posting of the term, from 0; only after a move or seek that answered true.</summary>
    public long Index => (blockNumber * PostingTree.PostingsPerBlock) + inBlock;

    public long Position => positions[inBlock];

    /// <summary>Of a stream, the revision of the event at <see cref="Position"/>.</summary>
    public long Revision => entry.FirstRevision + Index;

    /// <summary>Of a stream, the <see cref="IndexFiles.Fingerprint"/> of the event's id; the first of a block reads one more block.</summary>
    /// <exception cref="LogException">The block is damaged.</exception>
    public uint Fingerprint
    {
        get
        {
            Span<uint> one = stackalloc uint[1];
            CopyFingerprints(one);
            return one[0];
        }
    }

    /// <summary>Takes up a term of a file, standing before its first posting.</summary>
    public void Open(IndexInput from, in TermEntry term)
    {
        (input, entry, depth) = (from, term, PostingTree.DepthOf(term.Count));
        Invariant.Holds(depth <= MaxDepth);
        Array.Clear(pages);
        (blockNumber, blockCount, inBlock) = (0, 0, -1);
    }

    /// <summary>Goes to the next posting; false, and stays on the last, when there is none.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool MoveNext() => SeekIndex(Index + 1);

    /// <summary>Goes to the posting before; false, and stays on the first, when there is none.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool MovePrevious() => SeekIndex(Index - 1);

    /// <summary>Steps in front of the posting it stands on, which the next move goes to.</summary>
    public void StepBefore() => inBlock--;

    /// <summary>Goes to the event of a revision; false, without moving, when the file does not have it.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool SeekRevision(long revision) => SeekIndex(revision - entry.FirstRevision);

    /// <summary>Goes to a posting by its number, from 0; false, without moving, when there is none.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool SeekIndex(long index)
    {
        if (index < 0 || index >= entry.Count)
        {
            return false;
        }

        Load(index / PostingTree.PostingsPerBlock);
        inBlock = (int)(index % PostingTree.PostingsPerBlock);
        return true;
    }

    /// <summary>Goes to the last posting at or below a position; false, without moving, when all are above.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool SeekUpTo(long position)
    {
        if (position < entry.FirstPosition)
        {
            return false;
        }

        var number = 0L;
        for (var level = depth; level > 0; level--)
        {
            var page = Page(level, number).Content;
            number = (number * PostingTree.EntriesPerPage) + LastUpTo(page, position - input!.Id.FirstPosition);
        }

        Load(number);
        var found = positions.AsSpan(0, blockCount).BinarySearch(position);
        inBlock = found >= 0 ? found : ~found - 1;
        return true;
    }

    /// <summary>Goes to the first posting at or above a position; false when all are below.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool SeekFrom(long position)
    {
        if (position > entry.LastPosition)
        {
            return false;
        }

        return SeekUpTo(position) ? Position == position || MoveNext() : SeekIndex(0);
    }

    /// <summary>
    /// Goes on over as many postings as fit and copies them; returns how many, 0 at the end. Fingerprints are copied when the
    /// term is a stream and there is room for them.
    /// </summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public int CopyNext(Span<long> target, Span<uint> fingerprintTarget)
    {
        var copied = 0;
        while (copied < target.Length && MoveNext())
        {
            var run = Math.Min(blockCount - inBlock, target.Length - copied);
            positions.AsSpan(inBlock, run).CopyTo(target[copied..]);
            if (!fingerprintTarget.IsEmpty && entry.Kind == TermKind.Stream)
            {
                CopyFingerprints(fingerprintTarget.Slice(copied, run));
            }

            inBlock += run - 1;
            copied += run;
        }

        return copied;
    }

    /// <summary>Copies fingerprints of this block, beginning with the posting that the cursor stands on.</summary>
    private void CopyFingerprints(Span<uint> target)
    {
        Invariant.Holds(entry.Kind == TermKind.Stream && inBlock >= 0);
        fingerprints ??= input!.Read(PostingTree.FingerprintsOf(blockPlace, blockCount));
        var source = new BlockReader(fingerprints, fingerprintsAt + (inBlock * sizeof(uint))).Take(target.Length * sizeof(uint));
        for (var index = 0; index < target.Length; index++)
        {
            target[index] = BinaryPrimitives.ReadUInt32LittleEndian(source[(index * sizeof(uint))..]);
        }
    }

    private void Load(long number)
    {
        if (number == blockNumber && blockCount > 0)
        {
            return;
        }

        blockCount = 0;
        var count = (int)Math.Min(PostingTree.PostingsPerBlock, entry.Count - (number * PostingTree.PostingsPerBlock));
        if (entry.IsInline)
        {
            (fingerprints, fingerprintsAt) = (entry.Block, entry.ReadInline(positions));
        }
        else
        {
            (fingerprints, fingerprintsAt) = (null, 0);
            ReadBlock(number, count);
        }

        (blockNumber, blockCount) = (number, count);
    }

    private void ReadBlock(long number, int count)
    {
        var first = entry.FirstPosition;
        blockPlace = entry.Root;
        if (depth > 0)
        {
            var page = Page(1, number / PostingTree.EntriesPerPage).Content;
            var at = (int)(number % PostingTree.EntriesPerPage);
            first = input!.Id.FirstPosition + PostingTree.RelativePositionOf(page, at);
            blockPlace = PostingTree.PlaceOf(page, at, BlockKind.Postings);
        }

        var block = input!.Read(blockPlace);
        if (DeltaCode.Decode(block.Content, first, positions.AsSpan(0, count)) != block.Content.Length)
        {
            throw block.Malformed(0);
        }
    }

    /// <summary>A page of a level, counted from 1 above the blocks; the last one of each level is held on to.</summary>
    private Block Page(int level, long number)
    {
        if (pages[level] is var (kept, page) && page is not null && kept == number)
        {
            return page;
        }

        var place = entry.Root;
        if (level < depth)
        {
            var above = Page(level + 1, number / PostingTree.EntriesPerPage).Content;
            place = PostingTree.PlaceOf(above, (int)(number % PostingTree.EntriesPerPage), BlockKind.Skips);
        }

        var read = input!.Read(place);
        pages[level] = (number, read);
        return read;
    }

    /// <summary>The last entry of a page that begins at or below a position; the first when none does.</summary>
    private static int LastUpTo(ReadOnlySpan<byte> page, long relativePosition)
    {
        int low = 1, high = (page.Length / PostingTree.EntrySize) - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (PostingTree.RelativePositionOf(page, middle) <= relativePosition)
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
}
