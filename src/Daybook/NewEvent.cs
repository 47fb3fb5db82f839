using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daybook.Log;

namespace Daybook;

/// <summary>One event to be appended. It may be appended again, with the same id, when it is not known whether it was recorded.</summary>
/// <param name="Name">The stored name of the kind of event.</param>
/// <param name="Data">The payload, at most 16 MiB together with the metadata; usually JSON, never looked into; may be empty.</param>
public sealed record NewEvent(EventName Name, ReadOnlyMemory<byte> Data)
{
    /// <summary>The event's id, by which a repetition is recognised. Default: a random one, made with this object.</summary>
    public Guid Id { get; init; } = RandomIds.Next();

    /// <summary>When it happened, in the past or the future; null for "when it is recorded". Kept with its offset, in minutes.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What the event is about besides its stream; at most 64. Default: nothing.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>A JSON object of texts about the event, such as who caused it; see <c>EventMetadata</c>. Default: empty.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Makes an event whose payload is a value as JSON.</summary>
    /// <param name="name">The stored name of the kind of event.</param>
    /// <param name="value">The payload.</param>
    /// <param name="typeInfo">How the value becomes JSON, from a <c>JsonSerializerContext</c>.</param>
    public static NewEvent Json<T>(EventName name, T value, JsonTypeInfo<T> typeInfo) =>
        new(name, JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));
}
