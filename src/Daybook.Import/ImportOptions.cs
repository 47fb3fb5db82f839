namespace Daybook.Import;

/// <summary>How a file is imported. Checked once, before anything is read.</summary>
public sealed record ImportOptions
{
    /// <summary>Least value of <see cref="BatchEvents"/>.</summary>
    public const int LeastBatchEvents = 1;

    /// <summary>Greatest value of <see cref="BatchEvents"/>: what one append may hold.</summary>
    public const int GreatestBatchEvents = 10_000;

    /// <summary>
    /// What becomes of columns or attributes. Required for <see cref="ImportFormat.Csv"/>, optional for
    /// <see cref="ImportFormat.Xes"/> (default: stream <c>case-{concept:name}</c>), refused for <see cref="ImportFormat.Ndjson"/>.
    /// </summary>
    public ImportMap? Map { get; init; }

    /// <summary>
    /// Events that are made durable together, in one atomic append; 1 to 10,000. A batch ends sooner when it has 8 MiB.
    /// Default 2,000.
    /// </summary>
    public int BatchEvents { get; init; } = 2_000;

    /// <summary>
    /// Size of the input as it is given, so compressed when it is, bytes: only for progress. Default: the input's own length
    /// when it has one.
    /// </summary>
    public long? InputBytes { get; init; }

    internal static ImportOptions Default { get; } = new();

    internal void Check(ImportFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchEvents, LeastBatchEvents);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchEvents, GreatestBatchEvents);
        switch (format)
        {
            case ImportFormat.Ndjson when Map is not null:
                throw new ArgumentException("A map is for csv and xes; the lines of NDJSON say themselves what they are. Leave the map out.");
            case ImportFormat.Csv when Map is null:
                throw new ArgumentException("CSV needs a map that says which columns name the stream and the event. Set ImportOptions.Map.");
            case ImportFormat.Csv:
                Map.CheckForCsv();
                break;
            case ImportFormat.Xes:
                Map?.CheckForXes();
                break;
            case ImportFormat.Ndjson:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.");
        }
    }
}
