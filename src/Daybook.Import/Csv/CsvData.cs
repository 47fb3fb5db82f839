using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Import.Mapping;

namespace Daybook.Import.Csv;

/// <summary>Writes a record's columns as the data of an event, a JSON object; an empty column is left out.</summary>
internal sealed class CsvData : IDisposable
{
    private readonly IReadOnlyList<DataMember> members;
    private readonly Utf8JsonWriter json;

    public CsvData(IReadOnlyList<DataMember> members)
    {
        this.members = members;
        json = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });
    }

    public Range Write(ColumnValues row, ArrayBufferWriter<byte> target, TextPlace place)
    {
        var start = target.WrittenCount;
        json.Reset(target);
        json.WriteStartObject();
        foreach (var member in members)
        {
            if (row.Find(member.Column) is { Length: > 0 } text && !TryWrite(member, text))
            {
                throw new ImportException(place, $"Column \"{member.Column}\" holds '{text}', which is no {member.Kind.ToString().ToLowerInvariant()}.", "Mend it, or map the column as text.");
            }
        }

        json.WriteEndObject();
        json.Flush();
        return start..target.WrittenCount;
    }

    public void Dispose() => json.Dispose();

    private bool TryWrite(DataMember member, string text)
    {
        switch (member.Kind)
        {
            case DataKind.Text:
                json.WriteString(member.Name, text);
                return true;
            case DataKind.Boolean when bool.TryParse(text, out var value):
                json.WriteBoolean(member.Name, value);
                return true;
            case DataKind.Number when JsonNumber.Is(text):
                // The digits as they stand: through a double, 2.10 or a long number would not stay what it is.
                json.WritePropertyName(member.Name);
                json.WriteRawValue(text, skipInputValidation: true);
                return true;
            default:
                return false;
        }
    }
}
