using Daybook.Log;

namespace Daybook;

/// <summary>
/// Names of the events that the store itself records about streams. They stand in the record as all events do; folds pass over
/// them.
/// </summary>
public static class SystemEvents
{
    /// <summary>The last event of a closed stream, without data.</summary>
    public const string StreamClosed = SystemNames.StreamClosed;

    /// <summary>
    /// What is known of a stream beside its events, in the stream with two dollar signs before its name: a JSON object, of which
    /// <c>$tb</c> is the revision that reads begin with. The last one holds.
    /// </summary>
    public const string StreamMetadata = "$metadata";

    internal static bool Are(EventName name) => name.Value is StreamClosed or StreamMetadata;
}
