using System.Text.Json;

namespace Daybook.Import.Ndjson;

/// <summary>The fields of one line; those that are not looked into as ranges of the line's bytes.</summary>
internal record struct NdjsonLine
{
    public string? Stream { get; private set; }

    public string? Type { get; private set; }

    public Guid? Id { get; private set; }

    public string? OccurredAt { get; private set; }

    public string[]? Tags { get; private set; }

    public Range? Data { get; private set; }

    public Range? Metadata { get; private set; }

    /// <exception cref="JsonException">The bytes are not one JSON object.</exception>
    /// <exception cref="NdjsonFieldException">A field is unknown, repeated or not what it must be.</exception>
    public static NdjsonLine Parse(ReadOnlySpan<byte> text)
    {
        var line = default(NdjsonLine);
        var reader = new Utf8JsonReader(text);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The line is no object.", null, 0, 0);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            line.ReadField(ref reader);
        }

        // Reads on so that something behind the object is found.
        reader.Read();
        return line;
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("stream"u8))
        {
            Stream = TextOf(ref reader, "stream", Stream);
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            Type = TextOf(ref reader, "type", Type);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            Data = RangeOf(ref reader, "data", Data);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            Id = IdOf(ref reader, Id);
        }
        else if (reader.ValueTextEquals("occurredAt"u8))
        {
            OccurredAt = TextOf(ref reader, "occurredAt", OccurredAt);
        }
        else if (reader.ValueTextEquals("tags"u8))
        {
            Tags = TagsOf(ref reader, Tags);
        }
        else if (reader.ValueTextEquals("metadata"u8))
        {
            Metadata = ObjectOf(ref reader, Metadata);
        }
        else
        {
            throw new NdjsonFieldException(
                $"The object has an unknown field \"{Text(ref reader)}\".",
                "Known are stream, type, data, id, occurredAt, tags and metadata; put everything else into data or metadata.");
        }
    }

    private static string TextOf(ref Utf8JsonReader reader, string field, string? before)
    {
        OnlyOnce(field, before is not null);
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? Text(ref reader)
            : throw new NdjsonFieldException($"\"{field}\" is no text.", "Write it in quotes.");
    }

    private static Guid IdOf(ref Utf8JsonReader reader, Guid? before)
    {
        OnlyOnce("id", before is not null);
        reader.Read();
        return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id)
            ? id
            : throw new NdjsonFieldException("\"id\" is no UUID.", "Write it as 0190163d-8694-739b-aea5-966c26f8ad91, or leave it out.");
    }

    private static string[] TagsOf(ref Utf8JsonReader reader, string[]? before)
    {
        OnlyOnce("tags", before is not null);
        reader.Read();
        var tags = new List<string>();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                tags.Add(Text(ref reader));
            }
        }

        return reader.TokenType == JsonTokenType.EndArray
            ? [.. tags]
            : throw new NdjsonFieldException("\"tags\" is no list of texts.", "Write it as [\"customer:7\"].");
    }

    private static Range ObjectOf(ref Utf8JsonReader reader, Range? before)
    {
        var range = RangeOf(ref reader, "metadata", before);
        return reader.TokenType == JsonTokenType.EndObject
            ? range
            : throw new NdjsonFieldException("\"metadata\" is no object.", "Write it in braces, with texts as values.");
    }

    private static Range RangeOf(ref Utf8JsonReader reader, string field, Range? before)
    {
        OnlyOnce(field, before is not null);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    private static void OnlyOnce(string field, bool isThere)
    {
        if (isThere)
        {
            throw new NdjsonFieldException($"The object has \"{field}\" twice.", "Leave one of them out.");
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new NdjsonFieldException("A text has half of a surrogate pair.", "Write whole characters.");
        }
    }
}
