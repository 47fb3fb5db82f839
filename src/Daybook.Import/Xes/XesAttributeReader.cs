using System.Text.Json;
using System.Xml;

namespace Daybook.Import.Xes;

/// <summary>
/// Writes attributes as members of a JSON object. One with attributes of its own becomes
/// <c>{ "value": …, "attributes": { … } }</c>, a list or container an array of <c>{ "key": …, "value": … }</c>.
/// </summary>
internal sealed class XesAttributeReader(XmlReader xml)
{
    private const int MaxDepth = 32;
    private const int MaxAttributes = 1_000;

    private readonly IXmlLineInfo lines = (IXmlLineInfo)xml;

    public TextPlace Place => new(lines.LineNumber, lines.LinePosition);

    /// <summary>Writes the attribute at whose start tag the reader stands, and leaves it at the attribute's end.</summary>
    public void Write(Utf8JsonWriter json, XesAttributes siblings)
    {
        var place = Place;
        var (element, key, value) = ReadStart();
        if (siblings.Count == MaxAttributes)
        {
            throw new ImportException(place, $"There are more than {MaxAttributes} attributes here.", "Leave some out.");
        }

        if (!siblings.TryAdd(key, value))
        {
            throw new ImportException(place, $"The attribute \"{key}\" is here twice.", "Leave one of them out or give it another key.");
        }

        json.WritePropertyName(key);
        WriteValue(json, element, value, place, depth: 1);
    }

    private (string Element, string Key, string Value) ReadStart()
    {
        string? key = null;
        string? value = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case XesNames.Key:
                    key = xml.Value;
                    break;
                case XesNames.Value:
                    value = xml.Value;
                    break;
            }
        }

        xml.MoveToElement();
        var element = xml.LocalName;
        if (key is null || (value is null && element is not (XesNames.List or XesNames.Container)))
        {
            throw new ImportException(Place, $"<{element}> has no key or no value.", "Give it both.");
        }

        return (element, key, value ?? "");
    }

    private void WriteValue(Utf8JsonWriter json, string element, string value, TextPlace place, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ImportException(place, $"Attributes are nested more than {MaxDepth} levels deep.", "Flatten them.");
        }

        if (element is XesNames.List or XesNames.Container)
        {
            json.WriteStartArray();
            WriteItems(json, depth);
            json.WriteEndArray();
        }
        else if (!MoveToFirstChild())
        {
            WritePlain(json, element, value, place);
        }
        else
        {
            json.WriteStartObject();
            json.WritePropertyName("value");
            WritePlain(json, element, value, place);
            json.WriteStartObject("attributes");
            WriteChildren(json, depth);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WritePlain(Utf8JsonWriter json, string element, string value, TextPlace place)
    {
        if (!XesValue.TryWrite(json, element, value))
        {
            throw new ImportException(place, $"<{element}> with the value '{value}' is no attribute of XES.", "Write string, date, int, float, boolean, id, list or container, with a value of that kind.");
        }
    }

    /// <summary>Goes on from a start tag to the first child; false, standing at the end, when there is none.</summary>
    private bool MoveToFirstChild() => !xml.IsEmptyElement && MoveToNextChild();

    /// <summary>Goes on to the next start tag; false, standing at the parent's end tag, when there is none.</summary>
    private bool MoveToNextChild()
    {
        if (!xml.Read() || xml.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement))
        {
            throw new ImportException(Place, "There is text where XES has only elements.", "Take it out.");
        }

        return xml.NodeType == XmlNodeType.Element;
    }

    /// <summary>From the first child on.</summary>
    private void WriteChildren(Utf8JsonWriter json, int depth)
    {
        var siblings = new XesAttributes();
        do
        {
            var place = Place;
            var (element, key, value) = ReadStart();
            if (siblings.Count == MaxAttributes || !siblings.TryAdd(key, value))
            {
                throw new ImportException(place, $"The attribute \"{key}\" is here twice, or more than {MaxAttributes} are.", "Give each a key of its own.");
            }

            json.WritePropertyName(key);
            WriteValue(json, element, value, place, depth + 1);
        }
        while (MoveToNextChild());
    }

    private void WriteItems(Utf8JsonWriter json, int depth)
    {
        for (var more = MoveToFirstChild(); more; more = MoveToNextChild())
        {
            // XES 2.0 puts the items of a list into <values>, beside attributes of the list itself.
            if (xml.LocalName == XesNames.Values)
            {
                WriteItems(json, Deeper(depth));
                continue;
            }

            var place = Place;
            var (element, key, value) = ReadStart();
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("value");
            WriteValue(json, element, value, place, depth + 1);
            json.WriteEndObject();
        }
    }

    private int Deeper(int depth) => depth < MaxDepth
        ? depth + 1
        : throw new ImportException(Place, $"Lists are nested more than {MaxDepth} levels deep.", "Flatten them.");
}
