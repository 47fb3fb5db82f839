namespace Daybook.Log.Index;

/// <summary>Answers queries from the postings of terms, without looking at any item.</summary>
internal static class QueryIndex
{
    /// <summary>Walks the positions of a range, both ends inclusive, whose items match.</summary>
    public static PostingCursor Cursor(TermPostings terms, LogQuery query, long first, long last, bool backwards)
    {
        var range = new RangeCursor(first, last, backwards);
        return query.Parts.Length == 0
            ? range
            : Union(Array.ConvertAll(query.Parts, part => Cursor(terms, part, range, backwards)), backwards);
    }

    /// <summary>
    /// The last position after another, exclusive, whose item matches; 0 when none does. Nearly always answered by the last
    /// positions of the terms alone, since a condition looks at what is new.
    /// </summary>
    public static long LastMatch(TermPostings terms, LogQuery query, long after, long head)
    {
        if (query.Parts.Length == 0)
        {
            return head > after ? head : 0;
        }

        var found = 0L;
        foreach (var part in query.Parts)
        {
            var least = Math.Max(after, found);
            if (Bound(terms, part) > least
                && Cursor(terms, part, new RangeCursor(least + 1, head, backwards: true), backwards: true).TrySeek(head, out var match))
            {
                found = match;
            }
        }

        return found;
    }

    /// <summary>No item above this position can match the part.</summary>
    private static long Bound(TermPostings terms, LogQueryPart part)
    {
        var bound = part.Category is { } category ? terms.Last(TermKind.Category, category) : long.MaxValue;
        foreach (var tag in part.Tags)
        {
            bound = Math.Min(bound, terms.Last(TermKind.Tag, tag));
        }

        if (part.Names.Length == 0)
        {
            return bound;
        }

        var named = 0L;
        foreach (var name in part.Names)
        {
            named = Math.Max(named, terms.Last(TermKind.Name, name));
        }

        return Math.Min(bound, named);
    }

    /// <summary>
    /// The range is one of the sets that are intersected, and not laid around their intersection: two long lists that have
    /// nothing in common would be walked to their end, far outside of the range.
    /// </summary>
    private static IntersectionCursor Cursor(TermPostings terms, LogQueryPart part, RangeCursor range, bool backwards)
    {
        var all = new List<PostingCursor>(part.Tags.Length + 3) { range };
        if (part.Category is { } category)
        {
            all.Add(new ListCursor(terms.Positions(TermKind.Category, category), backwards));
        }

        foreach (var tag in part.Tags)
        {
            all.Add(new ListCursor(terms.Positions(TermKind.Tag, tag), backwards));
        }

        if (part.Names.Length > 0)
        {
            all.Add(Union(
                Array.ConvertAll(part.Names, PostingCursor (name) => new ListCursor(terms.Positions(TermKind.Name, name), backwards)),
                backwards));
        }

        Invariant.Holds(all.Count > 1);
        return new IntersectionCursor([.. all]);
    }

    private static PostingCursor Union(PostingCursor[] parts, bool backwards) =>
        parts.Length == 1 ? parts[0] : new UnionCursor(parts, backwards);
}
