namespace Daybook.Log.IndexMemory;

/// <summary>Ascending positions of a part that begins with one; one caller adds, others may read beside it what they took.</summary>
internal sealed class PostingList(long firstPosition)
{
    private Pieces<int> numbers = new();
    private int count;

    /// <summary>The last position; 0 when there is none.</summary>
    public long Last => count == 0 ? 0 : this[count - 1];

    /// <summary>All positions so far; they stay as they are while more are added.</summary>
    public PostingRun SoFar => new(this, count);

    /// <summary>A position by its index, which must be there.</summary>
    public long this[int index] => firstPosition + numbers[index];

    /// <summary>Adds a position and answers whether it was not the last already: an item may have the same tag twice.</summary>
    public bool Add(long position)
    {
        if (Last == position)
        {
            return false;
        }

        Invariant.Holds(position > Last);
        numbers.Reserve(count);
        numbers[count++] = checked((int)(position - firstPosition));
        return true;
    }
}
