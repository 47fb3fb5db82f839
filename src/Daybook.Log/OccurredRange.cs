namespace Daybook.Log;

/// <summary>When some items occurred, or are asked for: from the first instant to the last, UTC ticks, both inclusive.</summary>
internal readonly record struct OccurredRange(long First, long Last)
{
    public static OccurredRange At(long ticks) => new(ticks, ticks);

    /// <summary>The least range that holds another instant too.</summary>
    public OccurredRange With(long ticks) => new(Math.Min(First, ticks), Math.Max(Last, ticks));

    public bool Holds(DateTimeOffset occurredAt) => occurredAt.UtcTicks >= First && occurredAt.UtcTicks <= Last;

    /// <summary>Whether it has an instant in common with another range, both ends inclusive.</summary>
    public bool Touches(long first, long last) => first <= Last && last >= First;
}
