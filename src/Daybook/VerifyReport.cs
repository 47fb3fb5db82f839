namespace Daybook;

/// <summary>What verifying a store found.</summary>
/// <param name="Events">Events that were read and found in order, from the first on.</param>
/// <param name="Streams">Streams that they belong to.</param>
/// <param name="Findings">What is not in order; leftovers of a crash are among them and are no damage.</param>
public sealed record VerifyReport(long Events, long Streams, IReadOnlyList<StoreFinding> Findings)
{
    /// <summary>The digest of all events, computed from what was read; null unless they were held to their digests, and for an empty store.</summary>
    public RecordDigest? Digest { get; init; }

    /// <summary>True when nothing found is damage.</summary>
    public bool IsSound => Findings.All(static finding => !finding.IsDamage);
}
