namespace Daybook.Log.IndexCursors;

/// <summary>Walks positions in one direction. A seek never goes back behind the one before. Not thread-safe.</summary>
internal abstract class PositionCursor
{
    /// <summary>
    /// Finds the first position at or beyond <paramref name="from"/> in the cursor's direction; false when there is none, and
    /// then for all later seeks too.
    /// </summary>
    public abstract bool TrySeek(long from, out long found);
}
