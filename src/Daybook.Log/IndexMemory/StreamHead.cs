namespace Daybook.Log.IndexMemory;

/// <summary>Where the items of a stream stand in a part: the numbers of the first and last of them, and how many they are.</summary>
internal struct StreamHead
{
    public long FirstRevision;
    public int First;
    public int Last;
    public int Count;

    /// <summary>The last item that others leap to.</summary>
    public int Mark;

    public readonly long LastRevision => FirstRevision + Count - 1;
}
