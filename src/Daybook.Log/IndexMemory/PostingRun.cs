namespace Daybook.Log.IndexMemory;

/// <summary>Ascending positions, taken out of a list that may have more by now.</summary>
internal readonly struct PostingRun(PostingList list, int count)
{
    public int Count => count;

    public long this[int index] => list[index];

    /// <summary>The index of the first position at or above another, among those from one index to before another; this when there is none.</summary>
    public int FirstFrom(long position, int from, int before)
    {
        while (from < before)
        {
            var middle = (from + before) >>> 1;
            if (list[middle] < position)
            {
                from = middle + 1;
            }
            else
            {
                before = middle;
            }
        }

        return from;
    }

    /// <summary>Fills in the positions from an index on.</summary>
    public void Copy(int from, Span<long> target)
    {
        Invariant.Holds(from + target.Length <= count);
        for (var at = 0; at < target.Length; at++)
        {
            target[at] = list[from + at];
        }
    }
}
