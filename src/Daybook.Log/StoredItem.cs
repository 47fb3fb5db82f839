namespace Daybook.Log;

/// <summary>One item as it is read back. The byte ranges are slices of a garbage-collected frame, never returned or reused.</summary>
internal readonly record struct StoredItem
{
    public required long Position { get; init; }

    public required string Stream { get; init; }

    public required long Revision { get; init; }

    public required string Name { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required string[] Tags { get; init; }

    public required ReadOnlyMemory<byte> Metadata { get; init; }

    public required ReadOnlyMemory<byte> Data { get; init; }
}
