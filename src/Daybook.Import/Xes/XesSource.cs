using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Daybook.Import.Batches;
using Daybook.Import.Inputs;
using Daybook.Import.Mapping;

namespace Daybook.Import.Xes;

/// <summary>
/// Reads XES event by event. The attributes of a trace become the member "case" of its first event's data; those of the log
/// itself, its extensions, globals and classifiers are passed over.
/// </summary>
internal sealed class XesSource : EventSource
{
    private static readonly Template DefaultStream = Template.Parse("case-{concept:name}")!;
    private static readonly Template DefaultType = Template.Parse("{concept:name}")!;
    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
        SkipValidation = true,
    };

    private readonly BoundedInput input;
    private readonly StreamTable streams;
    private readonly Template streamTemplate;
    private readonly Template typeTemplate;
    private readonly XmlReader xml;
    private readonly XesAttributeReader attributes;
    private readonly XesAttributes ofTrace = new();
    private readonly XesAttributes ofEvent = new();
    private readonly ArrayBufferWriter<byte> caseBytes = new();
    private readonly Utf8JsonWriter caseJson;
    private readonly Utf8JsonWriter json;
    private TextPlace lastPlace = new(1);
    private ImportStream? stream;
    private bool isInTrace;
    private bool isFirstOfTrace;

    public XesSource(BoundedInput input, ImportMap? map, StreamTable streams)
    {
        this.input = input;
        this.streams = streams;
        streamTemplate = map?.Stream ?? DefaultStream;
        typeTemplate = map?.Type ?? DefaultType;
        xml = XmlReader.Create(input, new XmlReaderSettings
        {
            // No DTD: no entities to blow up, nothing to fetch.
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new BoundedNames(),
            CloseInput = true,
        });
        attributes = new XesAttributeReader(xml);
        caseJson = new Utf8JsonWriter(caseBytes, Json);
        json = new Utf8JsonWriter(caseBytes, Json);
    }

    public override bool ReadNext(ImportBatch batch)
    {
        try
        {
            while (xml.Read())
            {
                if (AtEvent())
                {
                    ReadEvent(batch);
                    return true;
                }
            }

            return false;
        }
        catch (XmlException failure)
        {
            throw new ImportException(
                failure.LineNumber > 0 ? new TextPlace(failure.LineNumber, failure.LinePosition) : lastPlace,
                $"The file is not XML as it must be: {failure.Message}",
                "Write well-formed XML 1.0 without a document type declaration.",
                failure);
        }
        catch (PieceTooLongException failure)
        {
            throw new ImportException(lastPlace, failure.Message, "Write one element for each trace, event and attribute.", failure);
        }
    }

    public override void Dispose()
    {
        xml.Dispose();
        caseJson.Dispose();
        json.Dispose();
    }

    /// <summary>Takes in a node outside of events; true when it is the start of an event.</summary>
    private bool AtEvent()
    {
        lastPlace = attributes.Place with { Column = null };
        if (xml.NodeType == XmlNodeType.EndElement)
        {
            isInTrace &= xml.Depth > 1;
        }
        else if (xml.NodeType == XmlNodeType.Element)
        {
            switch (xml.Depth)
            {
                case 0 when xml.LocalName != XesNames.Log:
                    throw Malformed($"The file begins with <{xml.LocalName}> and not with <log>.", "Give an XES file, or name its format.");
                case 1:
                    BeginInLog();
                    break;
                case 2 when isInTrace:
                    return AtEventOfTrace();
                case > 64:
                    throw Malformed("Elements are nested more than 64 levels deep.", "Flatten them.");
            }
        }

        if (!isInTrace)
        {
            input.BeginPiece();
        }

        return false;
    }

    private void BeginInLog()
    {
        if (xml.LocalName == XesNames.Event)
        {
            throw Malformed("There is an event outside of a trace.", "Put it into the trace whose stream it belongs to.");
        }

        isInTrace = xml.LocalName == XesNames.Trace && !xml.IsEmptyElement;
        if (isInTrace)
        {
            input.BeginPiece();
            isFirstOfTrace = true;
            stream = null;
            ofTrace.Clear();
            caseBytes.ResetWrittenCount();
            caseJson.Reset();
            caseJson.WriteStartObject();
        }
    }

    private bool AtEventOfTrace()
    {
        if (xml.LocalName == XesNames.Event)
        {
            return true;
        }

        if (!isFirstOfTrace)
        {
            throw Malformed("An attribute of the trace stands behind its first event.", "Put the attributes of a trace before its events.");
        }

        attributes.Write(caseJson, ofTrace);
        return false;
    }

    private void ReadEvent(ImportBatch batch)
    {
        var place = attributes.Place with { Column = null };
        if (!isFirstOfTrace)
        {
            input.BeginPiece();
        }

        stream ??= streams.Of(
            streamTemplate.Fill(ofTrace, out var missing) ?? throw Missing(place, "trace", missing), place);
        var start = batch.Bytes.WrittenCount;
        WriteData(batch.Bytes);
        batch.Add(new ImportedEvent
        {
            Stream = stream,
            PlaceInStream = stream.NextPlace(),
            Name = Names.Event(typeTemplate.Fill(ofEvent, out missing) ?? throw Missing(place, "event", missing), place),
            Line = place.Line,
            OccurredAt = ofEvent.Find(XesNames.Timestamp) is { } time ? InstantOf(time, place) : null,
            Tags = [],
            Data = start..batch.Bytes.WrittenCount,
        });
        isFirstOfTrace = false;
    }

    private void WriteData(ArrayBufferWriter<byte> target)
    {
        ofEvent.Clear();
        json.Reset(target);
        json.WriteStartObject();
        if (!xml.IsEmptyElement)
        {
            while (xml.Read() && xml.NodeType == XmlNodeType.Element)
            {
                attributes.Write(json, ofEvent);
            }

            if (xml.NodeType != XmlNodeType.EndElement)
            {
                throw Malformed("There is text where XES has only elements.", "Take it out.");
            }
        }

        if (isFirstOfTrace)
        {
            WriteCase();
        }

        json.WriteEndObject();
        json.Flush();
    }

    private void WriteCase()
    {
        if (!ofEvent.TryAdd("case", ""))
        {
            throw Malformed("The trace's first event has an attribute \"case\", which is where the trace's own attributes go.", "Give it another key.");
        }

        caseJson.WriteEndObject();
        caseJson.Flush();
        json.WritePropertyName("case");
        json.WriteRawValue(caseBytes.WrittenSpan, skipInputValidation: true);
    }

    private static DateTimeOffset InstantOf(string text, TextPlace place) => Instants.Parse(text)
        ?? throw new ImportException(place, $"The event's time:timestamp is '{text}'.", "Write it as 2011-12-31T15:00:00.000+01:00.");

    private static ImportException Missing(TextPlace place, string element, string? attribute) =>
        new(place, $"The {element} has no attribute \"{attribute}\" with a value.", "Give it one, or map another attribute.");

    private ImportException Malformed(string what, string remedy) => new(attributes.Place, what, remedy);
}
