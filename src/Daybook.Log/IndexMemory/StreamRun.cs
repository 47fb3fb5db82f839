namespace Daybook.Log.IndexMemory;

/// <summary>Items of one stream that follow each other, the first of them at a revision.</summary>
internal readonly record struct StreamRun(long FirstRevision, ReadOnlyMemory<long> Positions)
{
    public ReadOnlyMemory<Guid> Ids { get; init; }

    /// <summary>The fingerprint of each id; a thousand of them are searched faster than twenty ids.</summary>
    public ReadOnlyMemory<uint> Fingerprints { get; init; }

    public long LastRevision => FirstRevision + Positions.Length - 1;

    /// <summary>The last revision at or below a position; <see cref="Expected.None"/> when all are above.</summary>
    public long LastRevisionAt(long position)
    {
        var span = Positions.Span;
        if (!span.IsEmpty && span[^1] <= position)
        {
            return LastRevision;
        }

        var at = span.BinarySearch(position);
        var count = at >= 0 ? at + 1 : ~at;
        return count == 0 ? Expected.None : FirstRevision + count - 1;
    }
}
