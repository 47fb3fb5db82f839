namespace Daybook.Import.Mapping;

/// <summary>How the text of a column is written into an event's data.</summary>
internal enum DataKind
{
    Text,
    Number,
    Boolean,
}

/// <summary>A member of an event's data and the column that it comes from.</summary>
internal sealed record DataMember(string Name, string Column, DataKind Kind);
