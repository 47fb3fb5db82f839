using System.CommandLine;

namespace Daybook.Cli.Arguments;

/// <summary>The options that say which part of a stream or store is read.</summary>
internal static class ReadRange
{
    public static Option<long?> From { get; } = Numbers.Option("--from", 0, "Start here, inclusive: a revision of STREAM, without STREAM a position.");

    public static Option<long?> After { get; } = Numbers.Option("--after", 0, "Start here, exclusive: the last one that you have.");

    public static Option<long?> To { get; } = Numbers.Option("--to", 0, "End here, inclusive.");

    public static Option<long?> Before { get; } = Numbers.Option("--before", 0, "End here, exclusive.");

    public static Option<bool> Backwards { get; } = new("--backwards") { Description = "From the end to the beginning." };

    public static Option<long?> Limit { get; } = Numbers.Option("--limit", 1, "At most so many events.");

    public static Option<PointOfRecord?> AsOf { get; } = Times.AsOf();

    public static Option<DateTimeOffset?> OccurredFrom { get; } = Times.Instant("--occurred-from", "Only what occurred at or after an instant, whenever it was recorded.");

    public static Option<DateTimeOffset?> OccurredTo { get; } = Times.Instant("--occurred-to", "Only what occurred at or before an instant.");

    /// <summary>Refuses two starts or two ends.</summary>
    public static void AddTo(Command command) => command.Validators.Add(static result =>
    {
        foreach (var (inclusive, exclusive) in new[] { (From, After), (To, Before) })
        {
            if (result.GetResult(inclusive) is not null && result.GetResult(exclusive) is not null)
            {
                result.AddError($"{inclusive.Name} and {exclusive.Name} exclude each other.");
            }
        }
    });

    public static StreamRead OfStream(ParseResult parsed) => new()
    {
        From = RevisionOf(parsed.GetValue(From)),
        After = RevisionOf(parsed.GetValue(After)),
        To = RevisionOf(parsed.GetValue(To)),
        Before = RevisionOf(parsed.GetValue(Before)),
        Backwards = parsed.GetValue(Backwards),
        Limit = OneMore(parsed),
        AsOf = parsed.GetValue(AsOf)?.OfStream(),
        OccurredFrom = parsed.GetValue(OccurredFrom),
        OccurredTo = parsed.GetValue(OccurredTo),
    };

    public static StoreRead OfStore(ParseResult parsed)
    {
        var read = new StoreRead
        {
            From = PositionOf(parsed.GetValue(From)),
            After = PositionOf(parsed.GetValue(After)),
            To = PositionOf(parsed.GetValue(To)),
            Before = PositionOf(parsed.GetValue(Before)),
            Backwards = parsed.GetValue(Backwards),
            Limit = OneMore(parsed),
            AsOf = parsed.GetValue(AsOf)?.Instant,
            OccurredFrom = parsed.GetValue(OccurredFrom),
            OccurredTo = parsed.GetValue(OccurredTo),
        };
        return parsed.GetValue(AsOf)?.Number is { } position ? UpTo(read, new Position(position)) : read;
    }

    /// <summary>As of a position: the upper end of the read, whichever that is, does not lie above it.</summary>
    private static StoreRead UpTo(StoreRead read, Position position)
    {
        var (inclusive, exclusive) = read.Backwards ? (read.From, read.After) : (read.To, read.Before);
        if (inclusive <= position || (exclusive is { } end && end.Value <= position.Value + 1))
        {
            return read;
        }

        return read.Backwards ? read with { From = position, After = null } : read with { To = position, Before = null };
    }

    private static long? OneMore(ParseResult parsed) => parsed.GetValue(Limit) is { } limit ? Math.Min(limit, long.MaxValue - 1) + 1 : null;

    private static Revision? RevisionOf(long? number) => number is { } value ? new Revision(value) : null;

    private static Position? PositionOf(long? number) => number is { } value ? new Position(value) : null;
}
