namespace Daybook;

/// <summary>
/// Refuses an append when the store has events that its appender did not know: the consistency boundary is a query instead of
/// a stream. The events of the append itself never match.
/// </summary>
/// <param name="FailIfEventsMatch">No event may match this.</param>
/// <param name="After">
/// Events at or before this position do not count: where the appender stopped reading, which may be the store's head. The
/// default, <see cref="Position.Start"/>, lets every event count.
/// </param>
public sealed record AppendCondition(Query FailIfEventsMatch, Position After = default);
