namespace Daybook.Log.Reading;

/// <summary>A range of positions or revisions, both ends inclusive, and the way through it. Empty when first is above last.</summary>
internal readonly record struct ReadRange(long First, long Last, bool Backwards)
{
    public bool IsEmpty => First > Last;

    /// <summary>What is left after <paramref name="taken"/> places at the end that comes first.</summary>
    public ReadRange Without(long taken) =>
        Backwards ? this with { Last = Last - taken } : this with { First = First + taken };
}
