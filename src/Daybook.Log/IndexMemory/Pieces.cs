namespace Daybook.Log.IndexMemory;

/// <summary>
/// Values behind each other in arrays of a fixed length, which never reach the large object heap; only the first begins small
/// and grows. One caller adds; others read beside it what they know to be there, if nobody changes it any more.
/// </summary>
internal struct Pieces<T>
{
    /// <summary>Values in an array; the largest, a stream with its name, makes 40 KiB of it.</summary>
    private const int PieceLength = 1 << Shift;

    private const int Shift = 10;
    private const int Least = 4;

    private T[] first;
    private T[][] rest;

    public Pieces()
    {
        first = [];
        rest = [];
    }

    public readonly ref T this[int index] =>
        ref index < PieceLength ? ref first[index] : ref rest[(index >> Shift) - 1][index & (PieceLength - 1)];

    /// <summary>Makes room for the value that follows the others.</summary>
    public void Reserve(int index)
    {
        if (index < PieceLength)
        {
            if (index == first.Length)
            {
                var longer = new T[Math.Max(Least, index * 2)];
                first.CopyTo(longer, 0);
                Volatile.Write(ref first, longer);
            }
        }
        else if ((index & (PieceLength - 1)) == 0)
        {
            Volatile.Write(ref rest, [.. rest, new T[PieceLength]]);
        }
    }
}
