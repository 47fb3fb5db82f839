namespace Daybook;

/// <summary>A range with both ends inclusive in ascending order, whatever the direction. Empty when first is above last.</summary>
internal readonly record struct ReadBounds(long First, long Last, bool Backwards, long Limit)
{
    /// <summary>Only what occurred at or after it; null for all.</summary>
    public DateTimeOffset? OccurredFrom { get; init; }

    /// <summary>Only what occurred at or before it; null for all.</summary>
    public DateTimeOffset? OccurredTo { get; init; }

    public bool IsEmpty => First > Last || Limit == 0;

    public static ReadBounds Of(long? from, long? after, long? to, long? before, bool backwards)
    {
        if ((from is not null && after is not null) || (to is not null && before is not null))
        {
            throw new ArgumentException("A read starts From or After and ends To or Before, not both. Leave one of the two null.");
        }

        // Saturating: "after the greatest number there is" is an empty range and not the first one again.
        var step = backwards ? -1 : 1;
        var start = from ?? Step(after, step) ?? (backwards ? long.MaxValue : 0);
        var end = to ?? Step(before, -step) ?? (backwards ? 0 : long.MaxValue);
        var isEmpty = (after == long.MaxValue && !backwards) || (before == long.MaxValue && backwards);
        return isEmpty ? new ReadBounds(1, 0, backwards, 0)
            : backwards ? new ReadBounds(end, start, backwards, 0) : new ReadBounds(start, end, backwards, 0);
    }

    public static long CheckLimit(long? limit)
    {
        if (limit is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(given, nameof(limit));
        }

        return limit ?? long.MaxValue;
    }

    private static long? Step(long? value, int step) => value == long.MaxValue && step > 0 ? value : value + step;
}
