namespace Daybook.Testing.Contract;

/// <summary>A start, an end, a direction and a limit of a read, and what they mean, said as plainly as can be.</summary>
internal readonly record struct ReadEdges(long? From, long? After, long? To, long? Before, bool Backwards, long? Limit)
{
    private static readonly bool[] Directions = [false, true];

    /// <summary>Every combination of starts and ends at the given places, both directions, and limits.</summary>
    public static IEnumerable<ReadEdges> All(long[] places, long[] limits)
    {
        var edges = places.Select(static place => ((long?)place, (long?)null))
            .Concat(places.Select(static place => ((long?)null, (long?)place)))
            .Append((null, null))
            .ToArray();
        return from start in edges
               from end in edges
               from backwards in Directions
               from limit in limits.Select(static limit => (long?)limit).Append(null)
               select new ReadEdges(start.Item1, start.Item2, end.Item1, end.Item2, backwards, limit);
    }

    /// <summary>Which of the places, given in ascending order, the read shows.</summary>
    public long[] Of(IEnumerable<long> places)
    {
        var edges = this;
        var inDirection = Backwards ? places.Reverse() : places;
        var shown = inDirection.Where(edges.Shows);
        return Limit is { } limit ? [.. shown.Take((int)limit)] : [.. shown];
    }

    private bool Shows(long place)
    {
        var sign = Backwards ? -1 : 1;
        return (From is not { } from || place.CompareTo(from) * sign >= 0)
            && (After is not { } after || place.CompareTo(after) * sign > 0)
            && (To is not { } to || place.CompareTo(to) * sign <= 0)
            && (Before is not { } before || place.CompareTo(before) * sign < 0);
    }
}
