namespace Daybook.Log.Tests.IndexFiles;

/// <summary>The postings of a term, all in memory.</summary>
internal sealed record TermContent(long FirstRevision)
{
    public List<long> Positions { get; init; } = [];

    public List<uint> Fingerprints { get; init; } = [];
}
