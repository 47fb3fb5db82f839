using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexCursors;

namespace Daybook.Log.Index;

/// <summary>Answers queries from the postings of terms, without looking at any item.</summary>
internal static class QueryIndex
{
    /// <summary>Walks the positions of a range, both ends inclusive, whose items match; the layers must be held meanwhile.</summary>
    public static PositionCursor Cursor(TermIndex terms, IndexLayers layers, LogQuery query, Reach reach)
    {
        var range = new RangeCursor(reach.First, reach.Last, reach.Backwards);
        return query.Parts.Length == 0
            ? range
            : Union(Array.ConvertAll(query.Parts, part => Cursor(terms, layers, part, reach)), reach.Backwards);
    }

    /// <summary>
    /// The last position after another, exclusive, whose item matches; 0 when none does. Nearly always answered by the last
    /// positions of the terms alone, since a condition looks at what is new.
    /// </summary>
    public static long LastMatch(LogIndex index, LogQuery query, long after, long head)
    {
        if (query.Parts.Length == 0)
        {
            return head > after ? head : 0;
        }

        using var layers = index.Hold();
        var found = 0L;
        foreach (var part in query.Parts)
        {
            var least = Math.Max(after, found);
            if (Bound(index.Terms, layers, part, least) > least
                && Cursor(index.Terms, layers, part, new Reach(least + 1, head, Backwards: true)).TrySeek(head, out var match))
            {
                found = match;
            }
        }

        return found;
    }

    /// <summary>No item above this position can match the part; exact only where it is after another.</summary>
    private static long Bound(TermIndex terms, IndexLayers layers, LogQueryPart part, long after)
    {
        var bound = part.Category is { } category ? terms.LastAfter(layers, TermKind.Category, category, after) : long.MaxValue;
        for (var index = 0; index < part.Tags.Length && bound > after; index++)
        {
            bound = Math.Min(bound, terms.LastAfter(layers, TermKind.Tag, part.Tags[index], after));
        }

        if (part.Names.Length == 0 || bound <= after)
        {
            return bound;
        }

        var named = 0L;
        foreach (var name in part.Names)
        {
            named = Math.Max(named, terms.LastAfter(layers, TermKind.Type, name, after));
        }

        return Math.Min(bound, named);
    }

    /// <summary>
    /// The range is one of the sets that are intersected, and not laid around their intersection: two long lists that have
    /// nothing in common would be walked to their end, far outside of the range.
    /// </summary>
    private static IntersectionCursor Cursor(TermIndex terms, IndexLayers layers, LogQueryPart part, Reach reach)
    {
        var all = new List<PositionCursor>(part.Tags.Length + 3) { new RangeCursor(reach.First, reach.Last, reach.Backwards) };
        if (part.Category is { } category)
        {
            all.Add(terms.Cursor(layers, TermKind.Category, category, reach));
        }

        foreach (var tag in part.Tags)
        {
            all.Add(terms.Cursor(layers, TermKind.Tag, tag, reach));
        }

        if (part.Names.Length > 0)
        {
            all.Add(Union(
                Array.ConvertAll(part.Names, name => terms.Cursor(layers, TermKind.Type, name, reach)),
                reach.Backwards));
        }

        Invariant.Holds(all.Count > 1);
        return new IntersectionCursor([.. all]);
    }

    private static PositionCursor Union(PositionCursor[] parts, bool backwards) =>
        parts.Length == 1 ? parts[0] : new UnionCursor(parts, backwards);
}
