namespace Daybook.Log.IndexMemory;

/// <summary>Ascending positions, appended to by one caller at a time; what was taken out earlier stays as it was.</summary>
internal sealed class PostingList
{
    private long[] positions = new long[1];
    private int count;

    /// <summary>The last position; 0 when there is none.</summary>
    public long Last => count == 0 ? 0 : positions[count - 1];

    /// <summary>All positions so far. Adding more later writes behind them or into a copy.</summary>
    public ReadOnlyMemory<long> Positions => positions.AsMemory(0, count);

    /// <summary>Adds a position and answers whether it was not the last already: an item may have the same tag twice.</summary>
    public bool Add(long position)
    {
        if (Last == position)
        {
            return false;
        }

        Invariant.Holds(position > Last);
        if (count == positions.Length)
        {
            Array.Resize(ref positions, count * 2);
        }

        positions[count++] = position;
        return true;
    }
}
