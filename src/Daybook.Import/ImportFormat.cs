namespace Daybook.Import;

/// <summary>What a file is written in. Each may be gzipped, which is recognised by the file's first bytes.</summary>
public enum ImportFormat
{
    /// <summary>A JSON object a line: <c>stream</c>, <c>type</c>, <c>data</c>, optional <c>id</c>, <c>occurredAt</c>, <c>tags</c>, <c>metadata</c>.</summary>
    Ndjson,

    /// <summary>Comma-separated values in UTF-8 with a line of column names; needs <see cref="ImportOptions.Map"/>.</summary>
    Csv,

    /// <summary>XES 1.0, the XML of process mining: a trace becomes a stream, its events become the stream's events.</summary>
    Xes,
}
