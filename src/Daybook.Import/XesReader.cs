using System.Globalization;
using System.Xml;

namespace Daybook.Import;

/// <summary>
/// Reads XES 1.0 (IEEE 1849-2016). A trace becomes a stream named after its <c>concept:name</c>; an event keeps its
/// <c>concept:name</c> as name, its <c>time:timestamp</c> as the time it occurred, and all attributes as data. The attributes
/// of the trace are put into the data of its first event, under <c>case</c>.
/// </summary>
internal sealed class XesReader(Stream input, string streamPrefix)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 0,
        MaxCharactersFromEntities = 1024,
    };

    private readonly XesAttributes caseAttributes = new();
    private readonly XesAttributes attributes = new();
    private bool isFirst;

    public IEnumerable<ImportedEvent> Read()
    {
        using var xml = XmlReader.Create(input, Settings);
        while (MoveNext(xml))
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "trace" } || xml.IsEmptyElement)
            {
                continue;
            }

            caseAttributes.Clear();
            isFirst = true;
            var depth = xml.Depth;
            while (MoveNext(xml) && xml.Depth > depth)
            {
                if (xml.NodeType == XmlNodeType.Element && Next(xml) is { } one)
                {
                    yield return one;
                }
            }
        }
    }

    private static bool MoveNext(XmlReader xml)
    {
        try
        {
            return xml.Read();
        }
        catch (XmlException failure)
        {
            throw new ImportException(failure.LineNumber, failure.Message, failure);
        }
    }

    private static long LineOf(XmlReader xml) => (xml as IXmlLineInfo)?.LineNumber ?? 0;

    /// <summary>The event at which the reader stands; null after an attribute of the trace, which is kept.</summary>
    private ImportedEvent? Next(XmlReader xml)
    {
        if (xml.LocalName != "event")
        {
            ReadAttribute(xml, caseAttributes);
            return null;
        }

        var line = LineOf(xml);
        attributes.Clear();
        var (depth, isEmpty) = (xml.Depth, xml.IsEmptyElement);
        while (!isEmpty && MoveNext(xml) && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                ReadAttribute(xml, attributes);
            }
        }

        try
        {
            return Event(line);
        }
        catch (Exception failure) when (failure is InvalidInputException or FormatException)
        {
            throw new ImportException(line, failure.Message, failure);
        }
    }

    private ImportedEvent Event(long line)
    {
        var stream = new StreamName(streamPrefix + caseAttributes.Text("concept:name")).Value;
        var occurredAt = attributes.TryText("time:timestamp") is { } time
            ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : (DateTimeOffset?)null;
        var data = attributes.ToJson(isFirst ? caseAttributes : null);
        isFirst = false;
        return new ImportedEvent(line, stream, new NewEvent(attributes.Text("concept:name"), data)
        {
            Id = Guid.Empty,
            OccurredAt = occurredAt,
        });
    }

    /// <summary>Reads one attribute; attributes of attributes are read over.</summary>
    private static void ReadAttribute(XmlReader xml, XesAttributes target)
    {
        var (kind, key, value) = (xml.LocalName, xml.GetAttribute("key"), xml.GetAttribute("value"));
        if (key is not null && value is not null)
        {
            target.Add(kind, key, value);
        }

        var depth = xml.Depth;
        if (xml.IsEmptyElement)
        {
            return;
        }

        while (MoveNext(xml) && xml.Depth > depth)
        {
        }
    }
}
