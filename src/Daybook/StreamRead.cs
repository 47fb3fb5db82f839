namespace Daybook;

/// <summary>
/// Which part of a stream to read. Start and end are meant in the direction of reading: backwards, <see cref="From"/> is
/// above <see cref="To"/>. Nothing set reads the whole stream forwards, as it is durable when the read begins.
/// </summary>
public sealed record StreamRead
{
    /// <summary>Where to start, inclusive. Default: the first event, or the last when reading backwards.</summary>
    public Revision? From { get; init; }

    /// <summary>Where to start, exclusive; not together with <see cref="From"/>.</summary>
    public Revision? After { get; init; }

    /// <summary>Where to end, inclusive. Default: the other end of the stream.</summary>
    public Revision? To { get; init; }

    /// <summary>Where to end, exclusive; not together with <see cref="To"/>.</summary>
    public Revision? Before { get; init; }

    /// <summary>True to read from the end to the beginning. Default false.</summary>
    public bool Backwards { get; init; }

    /// <summary>How many events at most; 1 or more. Default: all.</summary>
    public long? Limit { get; init; }

    /// <summary>Shows the stream as the record was at a point. Default: as it is.</summary>
    public AsOf? AsOf { get; init; }

    /// <summary>
    /// Only what occurred at or after this instant, inclusive; the order stays that of reading. Default: everything. Above
    /// <see cref="OccurredTo"/> it is an empty read.
    /// </summary>
    public DateTimeOffset? OccurredFrom { get; init; }

    /// <summary>Only what occurred at or before this instant, inclusive; the order stays that of reading. Default: everything.</summary>
    public DateTimeOffset? OccurredTo { get; init; }

    internal ReadBounds Bounds() => ReadBounds.Of(From?.Value, After?.Value, To?.Value, Before?.Value, Backwards) with
    {
        Limit = ReadBounds.CheckLimit(Limit),
        OccurredFrom = OccurredFrom,
        OccurredTo = OccurredTo,
    };
}
