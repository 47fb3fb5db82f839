namespace Daybook;

/// <summary>A state and how much of the record it comes from.</summary>
/// <param name="State">The state.</param>
/// <param name="Revision">The last revision of the stream that was read; null when there was no event, and for a query.</param>
/// <param name="Events">How many events the state is made of.</param>
public sealed record Loaded<TState>(TState State, Revision? Revision, long Events);
