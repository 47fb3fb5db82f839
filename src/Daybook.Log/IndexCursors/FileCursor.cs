using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexCursors;

/// <summary>Walks the positions of a term in one file, up to a position, inclusive.</summary>
internal sealed class FileCursor : PositionCursor
{
    private readonly PostingCursor postings = new();
    private readonly long upTo;
    private readonly bool backwards;

    public FileCursor(IndexFile file, in TermEntry term, long upTo, bool backwards)
    {
        this.upTo = upTo;
        this.backwards = backwards;
        file.OpenPostings(term, postings);
    }

    public override bool TrySeek(long from, out long found)
    {
        var isFound = backwards ? postings.SeekUpTo(Math.Min(from, upTo)) : postings.SeekFrom(from);
        found = isFound ? postings.Position : 0;
        return isFound && found <= upTo;
    }
}
