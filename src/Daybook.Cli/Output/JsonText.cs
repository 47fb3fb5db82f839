using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Daybook.Cli.Output;

/// <summary>How values of a store become JSON.</summary>
internal static class JsonText
{
    private const int GreatestDepth = 1_000;

    /// <summary>Leaves letters of all languages as they are; the output is never put into HTML.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static void WriteEvent(Utf8JsonWriter json, RecordedEvent one)
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
    }

    /// <summary>Bytes as they are when they are JSON, otherwise as base64 under another name; nothing when there are none.</summary>
    private static void WriteBytes(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (IsJson(bytes.Span))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(OnOneLine(bytes.Span), skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String(name + "Base64", bytes.Span);
        }
    }

    /// <summary>True for one JSON value in UTF-8, and nothing else.</summary>
    public static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = GreatestDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>JSON has line ends only between its tokens, where a space means the same.</summary>
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> json)
    {
        if (!json.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return json;
        }

        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }
}
