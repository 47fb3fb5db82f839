namespace Daybook;

/// <summary>
/// A fold met a recorded event whose stored name it does not know, or whose data it cannot read. Nothing is skipped: state
/// that leaves out an event would be wrong. Add the name to the event family, or read the stream raw.
/// </summary>
public sealed class UnknownEventException : DaybookException
{
    internal UnknownEventException(RecordedEvent recorded, string reason, Exception? inner = null)
        : base(ErrorCodes.EventUnknown, $"Event '{recorded.Name}' at revision {recorded.Revision} of stream '{recorded.Stream}' (position {recorded.Position}): {reason}", inner)
    {
        Stream = recorded.Stream;
        Name = recorded.Name;
        Position = recorded.Position;
    }

    /// <summary>The stream of the event.</summary>
    public StreamName Stream { get; }

    /// <summary>The stored name of the event.</summary>
    public EventName Name { get; }

    /// <summary>The position of the event.</summary>
    public Position Position { get; }
}
