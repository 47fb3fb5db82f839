namespace Daybook.Import.Mapping;

/// <summary>The texts of one record or element by name: columns of a CSV record, attributes of an XES trace or event.</summary>
internal abstract class ColumnValues
{
    /// <summary>The text, empty when it is empty; null when there is no such column.</summary>
    public abstract string? Find(string column);
}
