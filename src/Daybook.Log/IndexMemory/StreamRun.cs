using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexMemory;

/// <summary>
/// What a part had of a stream when it was asked; it does not change while more is added. Items follow each other in order of
/// revision, and the last of them are found fastest.
/// </summary>
internal readonly struct StreamRun(ItemChains chains, StreamHead head)
{
    private readonly StreamHead head = head;

    public int Count => head.Count;

    public long FirstRevision => head.FirstRevision;

    public long LastRevision => head.LastRevision;

    public long FirstPosition => chains.FirstPosition + head.First;

    public long LastPosition => chains.FirstPosition + head.Last;

    /// <summary>The last revision at or below a position; <see cref="Expected.None"/> when all are above.</summary>
    public long LastRevisionAt(long position) =>
        chains.CountUpTo(head, position - chains.FirstPosition) is > 0 and var count ? FirstRevision + count - 1 : Expected.None;

    /// <summary>Fills in the positions from a revision on, and unless it is empty, as many fingerprints.</summary>
    public void Copy(long fromRevision, Span<long> positions, Span<uint> fingerprints)
    {
        var number = NumberOfLast(fromRevision, positions.Length);
        for (var at = positions.Length - 1; at >= 0; at--)
        {
            positions[at] = chains.FirstPosition + number;
            if (!fingerprints.IsEmpty)
            {
                fingerprints[at] = Fingerprint.Of(chains.IdOf(number));
            }

            number = chains.Before(number);
        }
    }

    /// <summary>Fills in the fingerprints from a revision on.</summary>
    public void CopyFingerprints(long fromRevision, Span<uint> target)
    {
        var number = NumberOfLast(fromRevision, target.Length);
        for (var at = target.Length - 1; at >= 0; at--)
        {
            target[at] = Fingerprint.Of(chains.IdOf(number));
            number = chains.Before(number);
        }
    }

    /// <summary>Fills in the ids from a revision on.</summary>
    public void CopyIds(long fromRevision, Span<Guid> target)
    {
        var number = NumberOfLast(fromRevision, target.Length);
        for (var at = target.Length - 1; at >= 0; at--)
        {
            target[at] = chains.IdOf(number);
            number = chains.Before(number);
        }
    }

    /// <summary>False when no item from a revision to another, both inclusive, has the fingerprint; true is no answer yet.</summary>
    public bool MayHold(uint fingerprint, (long First, long Last) revisions) =>
        chains.MayHold(fingerprint, NumberOfLast(revisions.First, 1), NumberOfLast(revisions.Last, 1));

    private int NumberOfLast(long fromRevision, int count) =>
        chains.NumberAt(head, (int)(fromRevision - FirstRevision) + count - 1);
}
