namespace Daybook;

/// <summary>One event as it stands in the record. Immutable; the payload is a slice of memory that nobody else changes or reuses.</summary>
public sealed record RecordedEvent
{
    internal RecordedEvent()
    {
    }

    /// <summary>Its place in the store.</summary>
    public required Position Position { get; init; }

    /// <summary>Its stream.</summary>
    public required StreamName Stream { get; init; }

    /// <summary>Its place in the stream.</summary>
    public required Revision Revision { get; init; }

    /// <summary>The stored name of the kind of event.</summary>
    public required EventName Name { get; init; }

    /// <summary>The id its appender gave it.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was recorded, by the store's clock, UTC: the same for all events of an append, later for every later append.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it happened, as its appender said; <see cref="RecordedAt"/> when nothing was said.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What it is about besides its stream; empty when nothing.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>A JSON object of texts about the event; empty when there is none.</summary>
    public required ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The payload.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
