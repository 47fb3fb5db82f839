using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>One of the files being merged, and how far it has been read.</summary>
internal sealed class IndexPart
{
    private readonly IndexFile file;

    public IndexPart(IndexFile file)
    {
        this.file = file;
        Terms = file.Terms();
        Frames = new FrameWalk(file);
        MoveToNextTerm();
    }

    public TermWalk Terms { get; }

    public FrameWalk Frames { get; }

    /// <summary>False after the last term.</summary>
    public bool HasTerm { get; private set; }

    public TermEntry Entry { get; private set; }

    public PostingCursor Postings { get; } = new();

    public void MoveToNextTerm() => HasTerm = Terms.MoveNext();

    /// <summary>Begins to read the term's postings, which go on where those of an earlier file end.</summary>
    public void OpenPostings(IndexPart? before)
    {
        Entry = Terms.Entry;
        Invariant.Holds(before is null || Entry.Kind != TermKind.Stream || Entry.FirstRevision == before.Entry.LastRevision + 1);
        file.OpenPostings(Entry, Postings);
    }
}
