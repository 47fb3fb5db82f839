namespace Daybook.Log.Index;

/// <summary>Where a frame lies and what it holds. <paramref name="Segment"/> is the segment's first position.</summary>
internal readonly record struct FramePlace(
    long FirstPosition, int Count, long RecordedTicks, long Segment, long Offset, int Length)
{
    public long LastPosition => FirstPosition + Count - 1;
}
