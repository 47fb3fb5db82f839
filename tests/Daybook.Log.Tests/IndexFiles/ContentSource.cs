using System.Runtime.InteropServices;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>Gives plain lists to a writer.</summary>
internal sealed class ContentSource(IndexContent content) : IIndexSource
{
    private readonly (byte[] Key, TermContent Term)[] terms = [.. content.Terms.Select(static pair => (pair.Key, pair.Value))];
    private int term = -1;
    private int posting;
    private int frame;

    /// <summary>Called before each batch of postings.</summary>
    public Action OnRead { get; init; } = static () => { };

    public ReadOnlySpan<byte> Key => terms[term].Key;

    public long FirstRevision => terms[term].Term.FirstRevision;

    public bool MoveToNextTerm()
    {
        posting = 0;
        return ++term < terms.Length;
    }

    public int ReadPostings(Span<long> positions, Span<uint> fingerprints)
    {
        OnRead();
        var source = terms[term].Term;
        var count = Math.Min(positions.Length, source.Positions.Count - posting);
        CollectionsMarshal.AsSpan(source.Positions).Slice(posting, count).CopyTo(positions);
        if (source.Fingerprints.Count > 0)
        {
            CollectionsMarshal.AsSpan(source.Fingerprints).Slice(posting, count).CopyTo(fingerprints);
        }

        posting += count;
        return count;
    }

    public bool MoveToNextFrame(out FramePlace next)
    {
        next = frame < content.Frames.Count ? content.Frames[frame] : default;
        return frame++ < content.Frames.Count;
    }
}
