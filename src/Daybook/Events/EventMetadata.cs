using System.Diagnostics;
using System.Text.Json;

namespace Daybook.Events;

/// <summary>
/// Who and what caused an event, as the well-known texts of its metadata; all optional. Stored as a JSON object with the
/// names <c>correlationId</c>, <c>causationId</c>, <c>user</c> and <c>traceparent</c> beside any others.
/// </summary>
public sealed record EventMetadata
{
    /// <summary>What ties together all that follows from one request.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The id of the event or command that directly caused this one.</summary>
    public string? CausationId { get; init; }

    /// <summary>On whose behalf it was recorded.</summary>
    public string? User { get; init; }

    /// <summary>The W3C trace context under which it was recorded.</summary>
    public string? TraceParent { get; init; }

    /// <summary>All other texts by name; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the metadata of a stored event; without metadata, everything is null or empty.</summary>
    /// <param name="metadata">A JSON object, or nothing. Values that are not texts are given as their JSON.</param>
    /// <exception cref="InvalidInputException">The bytes are not a JSON object.</exception>
    public static EventMetadata Parse(ReadOnlyMemory<byte> metadata)
    {
        if (metadata.IsEmpty)
        {
            return new EventMetadata();
        }

        try
        {
            using var document = JsonDocument.Parse(metadata);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : throw new InvalidInputException(ErrorCodes.MetadataInvalid, "Metadata is JSON but not an object. Read RecordedEvent.Metadata as bytes.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is what the parser says to text that is no Unicode.
            throw new InvalidInputException(ErrorCodes.MetadataInvalid, $"Metadata is not JSON: {failure.Message}", failure);
        }
    }

    /// <summary>The JSON object as it is stored; empty when nothing is set.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        var texts = Texts().ToArray();
        if (texts.Length == 0)
        {
            return default;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, text) in texts)
            {
                writer.WriteString(name, text);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The same with the trace context of the running activity, when there is one and none is set.</summary>
    internal EventMetadata WithCurrentTrace() =>
        TraceParent is null && Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? this with { TraceParent = id } : this;

    private IEnumerable<(string Name, string Text)> Texts()
    {
        var known = new (string Name, string? Text)[]
        {
            (MetadataNames.CorrelationId, CorrelationId),
            (MetadataNames.CausationId, CausationId),
            (MetadataNames.User, User),
            (MetadataNames.TraceParent, TraceParent),
        };
        return known.Where(static one => one.Text is not null).Select(static one => (one.Name, one.Text!))
            .Concat(Others.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => (one.Key, one.Value)));
    }

    private static EventMetadata Read(JsonElement root)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            texts[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : property.Value.GetRawText();
        }

        string? Take(string name) => texts.Remove(name, out var text) ? text : null;
        return new EventMetadata
        {
            CorrelationId = Take(MetadataNames.CorrelationId),
            CausationId = Take(MetadataNames.CausationId),
            User = Take(MetadataNames.User),
            TraceParent = Take(MetadataNames.TraceParent),
            Others = texts,
        };
    }

    private static class MetadataNames
    {
        public const string CorrelationId = "correlationId";
        public const string CausationId = "causationId";
        public const string User = "user";
        public const string TraceParent = "traceparent";
    }
}
