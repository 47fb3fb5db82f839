namespace Daybook.Log.IndexCursors;

/// <summary>Walks every position of a range, both ends inclusive.</summary>
internal sealed class RangeCursor(long first, long last, bool backwards) : PositionCursor
{
    public override bool TrySeek(long from, out long found)
    {
        found = backwards ? Math.Min(from, last) : Math.Max(from, first);
        return found >= first && found <= last;
    }
}
