namespace Daybook;

/// <summary>A stream is not where the append expected it; nothing was written.</summary>
/// <param name="Stream">The stream; with several that conflict, the first in the append.</param>
/// <param name="Expected">What the append expected of it.</param>
/// <param name="Actual">Its last revision; null when it does not exist.</param>
public sealed record RevisionConflict(StreamName Stream, ExpectedRevision Expected, Revision? Actual) : Conflict
{
    internal override string Words =>
        $"Stream '{Stream}' was expected {Expected.Words()} and {(Actual is { } revision ? $"is at revision {revision}" : "does not exist")}.";
}
