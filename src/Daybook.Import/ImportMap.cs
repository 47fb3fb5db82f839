using Daybook.Import.Mapping;

namespace Daybook.Import;

/// <summary>
/// Says what becomes of the columns of a CSV file or the attributes of an XES file: a JSON object, whose members
/// <c>docs/guides/import.md</c> explains. Immutable.
/// </summary>
public sealed class ImportMap
{
    internal ImportMap()
    {
    }

    internal Template? Stream { get; init; }

    internal Template? Type { get; init; }

    internal TimeMap? OccurredAt { get; init; }

    internal Template? Id { get; init; }

    internal IReadOnlyList<Template> Tags { get; init; } = [];

    /// <summary>What the data is made of; null for every column as text.</summary>
    internal IReadOnlyList<DataMember>? Data { get; init; }

    internal char Delimiter { get; init; } = ',';

    /// <summary>The names of members that the map has, to refuse those that a format has no use for.</summary>
    internal IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Reads a map.</summary>
    /// <param name="json">
    /// A JSON object such as <c>{ "stream": "order-{InvoiceNo}", "type": "line-sold", "occurredAt": "InvoiceDate" }</c>.
    /// </param>
    /// <exception cref="ImportException">It is not JSON, has an unknown member, or a member is not what it must be.</exception>
    public static ImportMap Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return MapReader.Read(json);
    }

    internal void CheckForCsv()
    {
        if (Stream is null || Type is null)
        {
            throw new ArgumentException("The map of a CSV file must have \"stream\" and \"type\". Add them to the map.");
        }
    }

    internal void CheckForXes()
    {
        if (Members.FirstOrDefault(static name => name is not ("stream" or "type")) is { } other)
        {
            throw new ArgumentException($"The map of an XES file has \"{other}\"; it can only have \"stream\" and \"type\". All attributes are imported with their own names.");
        }
    }
}
