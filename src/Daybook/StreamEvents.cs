namespace Daybook;

/// <summary>The part of an append that goes to one stream.</summary>
/// <param name="Stream">The stream; an append names each stream at most once.</param>
/// <param name="Expected">What the stream must be like.</param>
/// <param name="Events">One event or more, in order; none only when the part closes the stream.</param>
public sealed record StreamEvents(StreamName Stream, ExpectedRevision Expected, IReadOnlyList<NewEvent> Events)
{
    /// <summary>
    /// True to close the stream behind the events: an event named <see cref="SystemEvents.StreamClosed"/> is appended after
    /// them, and counts as one of the append's. Default false.
    /// </summary>
    public bool Closes { get; init; }
}
