namespace Daybook.Import.Ndjson;

/// <summary>Tells the reader of the file, who knows the line, what is wrong with one field of an object.</summary>
internal sealed class NdjsonFieldException(string what, string remedy) : FormatException(what)
{
    public string Remedy { get; } = remedy;
}
