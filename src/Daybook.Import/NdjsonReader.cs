using System.Text;
using System.Text.Json;

namespace Daybook.Import;

/// <summary>Reads NDJSON a line at a time.</summary>
internal static class NdjsonReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<ImportedEvent> Read(Stream input)
    {
        using var reader = new StreamReader(input, Strict, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        for (var line = 1L; ReadLine(reader, line) is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return Parse(line, text);
            }
        }
    }

    private static string? ReadLine(StreamReader reader, long line)
    {
        try
        {
            return BoundedLines.Read(reader);
        }
        catch (Exception failure) when (failure is DecoderFallbackException or InvalidDataException)
        {
            throw new ImportException(line, $"it cannot be read: {failure.Message}", failure);
        }
    }

    private static ImportedEvent Parse(long line, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Parse(line, document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException or InvalidInputException)
        {
            throw new ImportException(line, failure.Message, failure);
        }
    }

    private static ImportedEvent Parse(long line, JsonElement root)
    {
        string? stream = null, type = null;
        byte[]? data = null;
        var one = new NewEvent("unnamed", default) { Id = Guid.Empty };
        foreach (var property in root.EnumerateObject())
        {
            var value = property.Value;
            switch (property.Name)
            {
                case "stream": stream = new StreamName(value.GetString()!).Value; break;
                case "type": type = value.GetString(); break;
                case "data": data = Encoding.UTF8.GetBytes(value.GetRawText()); break;
                case "id": one = one with { Id = value.GetGuid() }; break;
                case "occurredAt": one = one with { OccurredAt = value.GetDateTimeOffset() }; break;
                case "tags": one = one with { Tags = [.. value.EnumerateArray().Select(static tag => new Tag(tag.GetString()!))] }; break;
                case "metadata": one = one with { Metadata = Encoding.UTF8.GetBytes(value.GetRawText()) }; break;
                default: throw new FormatException($"it has the field '{property.Name}'; known are stream, type, data, id, occurredAt, tags and metadata.");
            }
        }

        if (stream is null || type is null || data is null)
        {
            throw new FormatException("it lacks one of stream, type and data.");
        }

        return new ImportedEvent(line, stream, one with { Name = type, Data = data });
    }
}
