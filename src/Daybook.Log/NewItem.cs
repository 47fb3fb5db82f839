namespace Daybook.Log;

/// <summary>One item as it is appended: names, terms and bytes; the log gives it its revision and position.</summary>
internal readonly record struct NewItem(string Name, Guid Id, ReadOnlyMemory<byte> Data)
{
    public DateTimeOffset? OccurredAt { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public ReadOnlyMemory<byte> Metadata { get; init; }
}
