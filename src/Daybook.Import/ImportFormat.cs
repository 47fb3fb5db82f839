namespace Daybook.Import;

/// <summary>The formats that can be imported. Input that begins with the gzip magic is unpacked, whatever the format.</summary>
public enum ImportFormat
{
    /// <summary>One JSON object a line: <c>stream</c>, <c>type</c>, <c>data</c>, optional <c>id</c>, <c>occurredAt</c>, <c>tags</c>, <c>metadata</c>.</summary>
    Ndjson,

    /// <summary>XES 1.0 (IEEE 1849): a trace is a stream, its events keep name, time and attributes.</summary>
    Xes,
}
