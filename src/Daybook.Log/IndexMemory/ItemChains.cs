using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexMemory;

/// <summary>
/// The items of a part, numbered from 0, each with its id and the item of the same stream before it: a stream is walked from
/// its end. So a stream needs no object of its own. One caller adds; others may walk beside it from a head that they were told.
/// </summary>
internal sealed class ItemChains(long firstPosition)
{
    /// <summary>Items of a stream from one mark to the next; a walk leaps from mark to mark.</summary>
    private const int MarkEvery = 128;

    private readonly IdFilter filter = new();
    private Pieces<Item> items = new();
    private int count;

    public long FirstPosition => firstPosition;

    /// <summary>Adds the next item, which is the next of a stream too; a head without items begins one.</summary>
    public void Add(Guid id, ref StreamHead head)
    {
        items.Reserve(count);
        items[count] = new Item { Id = id, Before = head.Count == 0 ? -1 : head.Last, Mark = head.Mark };
        filter.Add(count, Fingerprint.Of(id));
        head.First = head.Count == 0 ? count : head.First;
        head.Mark = head.Count % MarkEvery == 0 ? count : head.Mark;
        head.Last = count++;
        head.Count++;
    }

    public Guid IdOf(int number) => items[number].Id;

    /// <summary>The item of the same stream before one; -1 when there is none.</summary>
    public int Before(int number) => items[number].Before;

    /// <summary>The number of a stream's item, these counted from 0.</summary>
    public int NumberAt(in StreamHead head, int index)
    {
        Invariant.Holds(index >= 0 && index < head.Count);
        var number = head.Last;
        for (var at = head.Count - 1; at > index;)
        {
            ref var item = ref items[number];
            (number, at) = MarkBefore(at) >= index ? (item.Mark, MarkBefore(at)) : (item.Before, at - 1);
        }

        return number;
    }

    /// <summary>How many of a stream's items stand at or below a number.</summary>
    public int CountUpTo(in StreamHead head, long number)
    {
        if (head.First > number)
        {
            return 0;
        }

        var at = head.Count - 1;
        for (var last = head.Last; last > number;)
        {
            ref var item = ref items[last];
            (last, at) = item.Mark >= number ? (item.Mark, MarkBefore(at)) : (item.Before, at - 1);
        }

        return at + 1;
    }

    /// <summary>False when no item of some that follow each other, whatever their streams, has a fingerprint.</summary>
    public bool MayHold(uint fingerprint, int first, int last) => filter.MayHold(fingerprint, first, last);

    private static int MarkBefore(int at) => (at - 1) & ~(MarkEvery - 1);

    private struct Item
    {
        public Guid Id;
        public int Before;
        public int Mark;
    }
}
