using System.Globalization;
using System.Text.Json;

namespace Daybook.Import.Mapping;

/// <summary>Reads a map from its JSON, refusing whatever it does not know: a misspelt member would silently drop data.</summary>
internal static class MapReader
{
    private static readonly string[] Known = ["stream", "type", "occurredAt", "id", "tags", "data", "delimiter"];

    public static ImportMap Read(string json)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(json, options);
            return Read(document.RootElement);
        }
        catch (JsonException failure)
        {
            var place = new TextPlace((failure.LineNumber ?? 0) + 1, failure.BytePositionInLine + 1);
            throw new ImportException(place, "The map is not JSON, or has a member twice.", "Mend it there.", failure)
            {
                Code = ImportException.MapInvalid,
            };
        }
    }

    private static ImportMap Read(JsonElement root)
    {
        var members = Members(root, "The map", Known);
        return new ImportMap
        {
            Members = [.. members.Keys],
            Stream = members.TryGetValue("stream", out var stream) ? TemplateOf(stream, "stream") : null,
            Type = members.TryGetValue("type", out var type) ? TemplateOf(type, "type") : null,
            OccurredAt = members.TryGetValue("occurredAt", out var time) ? TimeOf(time) : null,
            Id = members.TryGetValue("id", out var id) ? TemplateOf(id, "id") : null,
            Tags = members.TryGetValue("tags", out var tags) ? TagsOf(tags) : [],
            Data = members.TryGetValue("data", out var data) ? DataOf(data) : null,
            Delimiter = members.TryGetValue("delimiter", out var delimiter) ? DelimiterOf(delimiter) : ',',
        };
    }

    private static Template TemplateOf(JsonElement value, string member) =>
        Template.Parse(TextOf(value, member))
        ?? throw Invalid($"\"{member}\" has braces that do not match.", "Write a column as {Column}, and a brace itself twice.");

    private static TimeMap TimeOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return new TimeMap(TextOf(value, "occurredAt"), null, default);
        }

        var members = Members(value, "\"occurredAt\"", ["column", "format", "offset"]);
        return new TimeMap(
            members.TryGetValue("column", out var column)
                ? TextOf(column, "occurredAt.column")
                : throw Invalid("\"occurredAt\" has no \"column\".", "Add it."),
            members.TryGetValue("format", out var format) ? TextOf(format, "occurredAt.format") : null,
            members.TryGetValue("offset", out var offset) ? OffsetOf(TextOf(offset, "occurredAt.offset")) : default);
    }

    private static TimeSpan OffsetOf(string text) =>
        DateTimeOffset.TryParseExact("2000-01-01" + text, "yyyy-MM-ddzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.Offset
            : throw Invalid($"\"occurredAt.offset\" is '{text}'.", "Write it as +01:00.");

    private static Template[] TagsOf(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(static tag => TemplateOf(tag, "tags"))]
        : throw Invalid("\"tags\" is no list.", "Write it as [\"customer:{CustomerID}\"].");

    private static DataMember[] DataOf(JsonElement value) =>
        [.. Members(value, "\"data\"", known: null).Select(static member => MemberOf(member.Key, member.Value))];

    private static DataMember MemberOf(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return new DataMember(name, TextOf(value, name), DataKind.Text);
        }

        var members = Members(value, $"\"data.{name}\"", ["column", "as"]);
        var column = members.TryGetValue("column", out var given) ? TextOf(given, name) : name;
        var kind = members.TryGetValue("as", out var asKind) ? TextOf(asKind, $"data.{name}.as") : "text";
        return new DataMember(name, column, kind switch
        {
            "text" => DataKind.Text,
            "number" => DataKind.Number,
            "boolean" => DataKind.Boolean,
            _ => throw Invalid($"\"data.{name}\" is to be '{kind}'.", "Say text, number or boolean."),
        });
    }

    private static char DelimiterOf(JsonElement value) => TextOf(value, "delimiter") is [var one] && one is not ('"' or '\r' or '\n')
        ? one
        : throw Invalid("\"delimiter\" is not one character.", "Write it as \";\" or \"\\t\".");

    private static string TextOf(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Invalid($"\"{member}\" is not a text with at least one character.", "Give it one.");

    private static Dictionary<string, JsonElement> Members(JsonElement value, string what, string[]? known)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Invalid($"{what} is not a JSON object.", "Write it in braces.");
        }

        var members = value.EnumerateObject().ToDictionary(static one => one.Name, static one => one.Value, StringComparer.Ordinal);
        return known is not null && members.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw Invalid($"{what} has a member \"{unknown}\".", $"Known are: {string.Join(", ", known)}.")
            : members;
    }

    private static ImportException Invalid(string what, string remedy) => new(what, remedy) { Code = ImportException.MapInvalid };
}
