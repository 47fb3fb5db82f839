namespace Daybook;

/// <summary>The part of an append that goes to one stream.</summary>
/// <param name="Stream">The stream; an append names each stream at most once.</param>
/// <param name="Expected">What the stream must be like.</param>
/// <param name="Events">One event or more, in order.</param>
public sealed record StreamEvents(StreamName Stream, ExpectedRevision Expected, IReadOnlyList<NewEvent> Events);
