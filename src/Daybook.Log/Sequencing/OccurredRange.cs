namespace Daybook.Log.Sequencing;

/// <summary>When the items of a frame occurred: the earliest and the latest instant, both inclusive, UTC ticks.</summary>
internal readonly record struct OccurredRange(long First, long Last)
{
    public static OccurredRange At(long ticks) => new(ticks, ticks);

    /// <summary>The range that has another instant as well.</summary>
    public OccurredRange With(long ticks) => new(Math.Min(First, ticks), Math.Max(Last, ticks));
}
