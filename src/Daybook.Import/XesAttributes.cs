using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Daybook.Import;

/// <summary>The attributes of a trace or event, in the order of the file.</summary>
internal sealed class XesAttributes
{
    private readonly List<(string Kind, string Key, string Value)> all = [];
    private readonly ArrayBufferWriter<byte> buffer = new();

    public void Clear() => all.Clear();

    public void Add(string kind, string key, string value) => all.Add((kind, key, value));

    public string? TryText(string key) => all.Find(one => one.Key == key).Value;

    public string Text(string key) => TryText(key) ?? throw new FormatException($"there is no '{key}' here.");

    /// <summary>All attributes as a JSON object, with those of the case under <c>case</c>.</summary>
    public byte[] ToJson(XesAttributes? ofCase)
    {
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteTo(writer);
            if (ofCase is not null)
            {
                writer.WriteStartObject("case");
                ofCase.WriteTo(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteTo(Utf8JsonWriter writer)
    {
        foreach (var (kind, key, value) in all)
        {
            switch (kind)
            {
                case "int":
                    writer.WriteNumber(key, long.Parse(value, CultureInfo.InvariantCulture));
                    break;
                case "float":
                    writer.WriteNumber(key, double.Parse(value, CultureInfo.InvariantCulture));
                    break;
                case "boolean":
                    writer.WriteBoolean(key, bool.Parse(value));
                    break;
                default:
                    writer.WriteString(key, value);
                    break;
            }
        }
    }
}
