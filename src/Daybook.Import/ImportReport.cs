namespace Daybook.Import;

/// <summary>What an import did. Everything it counts is durable.</summary>
/// <param name="Streams">Different streams among <paramref name="Events"/>.</param>
/// <param name="Events">Events of the file that were added or found already there: all of the file's, unless it was stopped.</param>
/// <param name="Added">Events that were not in the store and are now.</param>
/// <param name="AlreadyThere">Events that an earlier import of the file had added.</param>
/// <param name="ResumeHint">What to do to get the rest when the import was stopped; null when the whole file is in the store.</param>
public sealed record ImportReport(long Streams, long Events, long Added, long AlreadyThere, string? ResumeHint)
{
    /// <summary>True when the whole file is in the store, false when the import was stopped before.</summary>
    public bool IsComplete => ResumeHint is null;
}
