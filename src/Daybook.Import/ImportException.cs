namespace Daybook.Import;

/// <summary>
/// The input or its map is not what it must be. Batches that were complete before the place are recorded, the batch in which
/// it lies is not: mend the file and import it again, what is recorded already is not added twice. For a store that cannot
/// take the events see <see cref="DaybookException"/>.
/// </summary>
public sealed class ImportException : Exception
{
    internal const string Malformed = "import-malformed";
    internal const string MapInvalid = "import-map-invalid";

    internal ImportException(string what, string remedy, Exception? inner = null)
        : base($"{what} {remedy}", inner)
    {
    }

    internal ImportException(TextPlace place, string what, string remedy, Exception? inner = null)
        : base($"{place}: {what} {remedy}", inner)
    {
        Line = place.Line;
        Column = place.Column;
    }

    /// <summary><c>import-malformed</c> for the input, <c>import-map-invalid</c> for the map.</summary>
    public string Code { get; internal init; } = Malformed;

    /// <summary>The line of the text, uncompressed, from 1; 0 when the input as a whole is meant.</summary>
    public long Line { get; }

    /// <summary>The character or byte of the line, from 1; null when it is not known or the line as a whole is meant.</summary>
    public long? Column { get; }

    /// <summary>Events that this import had added before, all durable.</summary>
    public long EventsAdded { get; internal set; }
}
