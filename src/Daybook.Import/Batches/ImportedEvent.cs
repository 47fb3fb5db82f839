namespace Daybook.Import.Batches;

/// <summary>An event of the file as it waits to be appended; its bytes are ranges of the batch's bytes.</summary>
internal readonly record struct ImportedEvent
{
    public required ImportStream Stream { get; init; }

    /// <summary>How many events of the file its stream has before it.</summary>
    public required long PlaceInStream { get; init; }

    public required EventName Name { get; init; }

    public required long Line { get; init; }

    /// <summary>The id that the file gives; null to derive one.</summary>
    public Guid? GivenId { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public Tag[] Tags { get; init; }

    public required Range Data { get; init; }

    public Range Metadata { get; init; }
}
