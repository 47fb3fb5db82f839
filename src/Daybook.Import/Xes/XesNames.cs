namespace Daybook.Import.Xes;

/// <summary>The words of XES.</summary>
internal static class XesNames
{
    public const string Log = "log";
    public const string Trace = "trace";
    public const string Event = "event";
    public const string Key = "key";
    public const string Value = "value";

    public const string String = "string";
    public const string Date = "date";
    public const string Int = "int";
    public const string Float = "float";
    public const string Boolean = "boolean";
    public const string Id = "id";
    public const string List = "list";
    public const string Container = "container";
    public const string Values = "values";

    public const string ConceptName = "concept:name";
    public const string Timestamp = "time:timestamp";
}
