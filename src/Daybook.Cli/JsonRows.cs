using System.Text;
using System.Text.Json;

namespace Daybook.Cli;

/// <summary>Writes JSON to standard output: one document, or a row a line.</summary>
internal static class JsonRows
{
    public static void Write(Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    public static void WriteEvent(RecordedEvent one) => Write(json =>
    {
        json.WriteNumber("position", one.Position.Value);
        json.WriteString("stream", one.Stream.Value);
        json.WriteNumber("revision", one.Revision.Value);
        json.WriteString("type", one.Name.Value);
        json.WriteString("id", one.Id);
        json.WriteString("recordedAt", one.RecordedAt);
        json.WriteString("occurredAt", one.OccurredAt);
        if (one.Tags.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var tag in one.Tags)
            {
                json.WriteStringValue(tag.Value);
            }

            json.WriteEndArray();
        }

        WriteBytes(json, "metadata", one.Metadata);
        WriteBytes(json, "data", one.Data);
    });

    /// <summary>Bytes as JSON when they are JSON, otherwise as base64 under another name; nothing when there are none.</summary>
    private static void WriteBytes(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            json.WritePropertyName(name);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteBase64String(name + "Base64", bytes.Span);
        }
    }
}
