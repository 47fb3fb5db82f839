namespace Daybook;

/// <summary>
/// Some but not all events of an append are already recorded, so that it is neither new nor a repetition; nothing was
/// written. Repeat an append with exactly the same events, or give new events new ids.
/// </summary>
public sealed class EventIdReusedException : DaybookException
{
    internal EventIdReusedException(StreamName stream, Guid eventId, Revision revision)
        : base(ErrorCodes.EventIdReused, $"Event {eventId} of the append is already revision {revision} of stream '{stream}', and other events of the append are not there beside it. Nothing was written. Repeat an append with exactly the same events, or give new events new ids.")
    {
        Stream = stream;
        EventId = eventId;
        Revision = revision;
    }

    /// <summary>The stream in which an event was found.</summary>
    public StreamName Stream { get; }

    /// <summary>The id of the event that is already there.</summary>
    public Guid EventId { get; }

    /// <summary>Where it is.</summary>
    public Revision Revision { get; }
}
