namespace Daybook.Log.Reading;

/// <summary>A range of positions or revisions, both ends inclusive, and the way through it. Empty when first is above last.</summary>
internal readonly record struct ReadRange(long First, long Last, bool Backwards)
{
    /// <summary>Only what occurred within it; null for all. What did not is passed over as if it were not there.</summary>
    public OccurredRange? Occurred { get; init; }

    public bool IsEmpty => First > Last;

    /// <summary>What is left after <paramref name="taken"/> places at the end that comes first.</summary>
    public ReadRange Without(long taken) =>
        Backwards ? this with { Last = Last - taken } : this with { First = First + taken };
}
