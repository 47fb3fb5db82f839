using CsvHelper;
using Daybook.Import.Mapping;

namespace Daybook.Import.Csv;

/// <summary>The record that a reader stands at, by the column names of the file.</summary>
internal sealed class CsvColumns : ColumnValues
{
    private readonly CsvReader reader;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    /// <exception cref="ImportException">A name is there twice.</exception>
    public CsvColumns(CsvReader reader)
    {
        this.reader = reader;
        Names = [.. reader.Headers];
        for (var index = 0; index < Names.Count; index++)
        {
            if (!columns.TryAdd(Names[index], index))
            {
                throw new ImportException(new TextPlace(1), $"There are two columns \"{Names[index]}\".", "Give each a name of its own.");
            }
        }
    }

    /// <summary>The column names in the order of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    public override string? Find(string column) =>
        columns.TryGetValue(column, out var index) ? reader.GetString(index) : null;
}
