using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Daybook.Import.Batches;
using Daybook.Import.Mapping;

namespace Daybook.Import.Ndjson;

/// <summary>Reads an event a line. Data and metadata are kept byte by byte as they stand in the file.</summary>
internal sealed class NdjsonSource(Stream input, StreamTable streams) : EventSource
{
    private readonly LineReader lines = new(input);

    public override bool ReadNext(ImportBatch batch)
    {
        while (lines.TryRead(out var line))
        {
            var text = line.Span;
            if (lines.Line == 1 && text.StartsWith("\uFEFF"u8))
            {
                text = text[3..];
            }

            if (text.ContainsAnyExcept(" \t\r"u8))
            {
                ReadLine(text, batch);
                return true;
            }
        }

        return false;
    }

    public override void Dispose() => input.Dispose();

    private void ReadLine(ReadOnlySpan<byte> text, ImportBatch batch)
    {
        // The JSON reader looks into texts only when they are asked for, and data is never asked for.
        if (!Utf8.IsValid(text))
        {
            throw Malformed("The line is not valid UTF-8.", "Write the file in UTF-8.");
        }

        try
        {
            Add(NdjsonLine.Parse(text), text, batch);
        }
        catch (JsonException failure)
        {
            throw new ImportException(
                new TextPlace(lines.Line, failure.BytePositionInLine + 1),
                "The line is not a JSON object, or is nested more than 64 levels deep.",
                "Write one whole object a line.",
                failure);
        }
        catch (NdjsonFieldException failure)
        {
            throw Malformed(failure.Message, failure.Remedy, failure);
        }
    }

    private void Add(in NdjsonLine line, ReadOnlySpan<byte> text, ImportBatch batch)
    {
        var place = new TextPlace(lines.Line);
        var stream = streams.Of(line.Stream ?? throw Missing("stream"), place);
        batch.Add(new ImportedEvent
        {
            Stream = stream,
            PlaceInStream = stream.NextPlace(),
            Name = Names.Event(line.Type ?? throw Missing("type"), place),
            Line = lines.Line,
            GivenId = line.Id,
            OccurredAt = line.OccurredAt is { } time ? InstantOf(time) : null,
            Tags = line.Tags is { } tags ? Array.ConvertAll(tags, tag => Names.Tag(tag, place)) : [],
            Data = Keep(text[(line.Data ?? throw Missing("data"))], batch),
            Metadata = line.Metadata is { } metadata ? Keep(text[metadata], batch) : default,
        });
    }

    private static Range Keep(ReadOnlySpan<byte> bytes, ImportBatch batch)
    {
        var start = batch.Bytes.WrittenCount;
        batch.Bytes.Write(bytes);
        return start..batch.Bytes.WrittenCount;
    }

    private DateTimeOffset InstantOf(string text) => Instants.Parse(text)
        ?? throw Malformed($"\"occurredAt\" is '{text}'.", "Write it as 2011-12-31T15:00:00+01:00.");

    private ImportException Missing(string field) =>
        Malformed($"The object has no \"{field}\".", "Every line needs \"stream\", \"type\" and \"data\".");

    private ImportException Malformed(string what, string remedy, Exception? inner = null) =>
        new(new TextPlace(lines.Line), what, remedy, inner);
}
