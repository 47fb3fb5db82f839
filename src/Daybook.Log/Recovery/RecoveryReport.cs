namespace Daybook.Log.Recovery;

/// <summary>What opening found and did.</summary>
/// <param name="WasClean">True when the last writer closed the log in order, and for a new log.</param>
/// <param name="Epoch">The epoch of this opening, or of the last writer when it is read-only.</param>
/// <param name="TornBytes">Bytes of a cut-off write that were removed behind the last whole frame.</param>
/// <param name="Findings">What was not in order and was mended.</param>
internal sealed record RecoveryReport(bool WasClean, uint Epoch, long TornBytes, IReadOnlyList<Finding> Findings);
