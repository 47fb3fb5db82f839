using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexMemory;

/// <summary>What a part in memory, which is not added to any more, says to the writer of an index file.</summary>
internal sealed class MemorySource(MemoryPart part) : IIndexSource
{
    private readonly byte[] key = new byte[Term.MaxBytes];
    private int keyLength;
    private TermKind kind;
    private int[] order = [];
    private int term = -1;
    private StreamRun run;
    private PostingRun postings;
    private int posting;
    private int frame;

    public ReadOnlySpan<byte> Key => key.AsSpan(0, keyLength);

    public long FirstRevision => run.FirstRevision;

    public bool MoveToNextTerm()
    {
        posting = 0;
        while (++term >= order.Length)
        {
            if (kind == TermKind.Tag)
            {
                return false;
            }

            order = part.InOrder(++kind);
            term = -1;
        }

        keyLength = Term.WriteKey(kind, part.NameAt(kind, order[term]), key);
        if (kind == TermKind.Stream)
        {
            run = part.StreamAt(order[term]);
        }
        else
        {
            postings = part.PositionsAt(kind, order[term]);
        }

        return true;
    }

    public int ReadPostings(Span<long> positions, Span<uint> fingerprints)
    {
        var isStream = kind == TermKind.Stream;
        var count = Math.Min(positions.Length, (isStream ? run.Count : postings.Count) - posting);
        if (count > 0 && isStream)
        {
            run.Copy(run.FirstRevision + posting, positions[..count], fingerprints[..count]);
        }
        else if (count > 0)
        {
            postings.Copy(posting, positions[..count]);
        }

        posting += count;
        return count;
    }

    public bool MoveToNextFrame(out FramePlace next) => part.Frames.TryGet(frame++, out next);
}
