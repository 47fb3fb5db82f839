namespace Daybook;

/// <summary>
/// Which part of the store to read. Start and end are meant in the direction of reading: backwards, <see cref="From"/> is
/// above <see cref="To"/>. Nothing set reads all events forwards, as they are durable when the read begins.
/// </summary>
public sealed record StoreRead
{
    /// <summary>Where to start, inclusive. Default: the first event, or the last when reading backwards.</summary>
    public Position? From { get; init; }

    /// <summary>Where to start, exclusive; not together with <see cref="From"/>.</summary>
    public Position? After { get; init; }

    /// <summary>Where to end, inclusive. Default: the other end of the store.</summary>
    public Position? To { get; init; }

    /// <summary>Where to end, exclusive; not together with <see cref="To"/>.</summary>
    public Position? Before { get; init; }

    /// <summary>True to read from the end to the beginning. Default false.</summary>
    public bool Backwards { get; init; }

    /// <summary>How many events at most; 1 or more. Default: all.</summary>
    public long? Limit { get; init; }

    /// <summary>Shows only what was recorded at or before an instant, inclusive. Default: everything.</summary>
    public DateTimeOffset? AsOf { get; init; }

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
