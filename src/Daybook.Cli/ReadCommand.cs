using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Daybook.Cli;

/// <summary><c>daybook read [STREAM]</c></summary>
internal static class ReadCommand
{
    private static readonly Argument<string?> Stream = new("STREAM") { Arity = ArgumentArity.ZeroOrOne, Description = "A stream; without it, all events." };
    private static readonly Option<long?> From = new("--from") { Description = "Start here, inclusive: a revision, or a position without STREAM." };
    private static readonly Option<long?> After = new("--after") { Description = "Start here, exclusive." };
    private static readonly Option<long?> To = new("--to") { Description = "End here, inclusive." };
    private static readonly Option<long?> Before = new("--before") { Description = "End here, exclusive." };
    private static readonly Option<bool> Backwards = new("--backwards") { Description = "From the end to the beginning." };
    private static readonly Option<long?> Limit = new("--limit") { Description = "At most so many events." };

    public static Command Make()
    {
        var command = new Command("read", "Show events.") { Stream, From, After, To, Before, Backwards, Limit, Shared.AsOf };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var events = parsed.GetValue(Stream) is { } stream
            ? store.ReadStreamAsync(stream, StreamPart(parsed), cancellationToken)
            : store.ReadAllAsync(StorePart(parsed), cancellationToken);
        if (parsed.GetValue(Shared.Json))
        {
            await foreach (var one in events)
            {
                JsonRows.WriteEvent(one);
            }

            return ExitCodes.Ok;
        }

        var rows = new List<string[]>();
        await foreach (var one in events)
        {
            rows.Add(Row(one));
        }

        Rows.Write(parsed, ["position", "stream", "revision", "recorded at", "type", "data"], rows);
        return ExitCodes.Ok;
    }

    private static string[] Row(RecordedEvent one) =>
    [
        one.Position.ToString(),
        one.Stream.Value,
        one.Revision.ToString(),
        one.RecordedAt.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        one.Name.Value,
        Encoding.UTF8.GetString(one.Data.Span),
    ];

    private static StreamRead StreamPart(ParseResult parsed) => new()
    {
        From = RevisionOf(parsed.GetValue(From)),
        After = RevisionOf(parsed.GetValue(After)),
        To = RevisionOf(parsed.GetValue(To)),
        Before = RevisionOf(parsed.GetValue(Before)),
        Backwards = parsed.GetValue(Backwards),
        Limit = parsed.GetValue(Limit),
        AsOf = Shared.Point(parsed.GetValue(Shared.AsOf)),
    };

    private static StoreRead StorePart(ParseResult parsed) => new()
    {
        From = PositionOf(parsed.GetValue(From)),
        After = PositionOf(parsed.GetValue(After)),
        To = PositionOf(parsed.GetValue(To)),
        Before = PositionOf(parsed.GetValue(Before)),
        Backwards = parsed.GetValue(Backwards),
        Limit = parsed.GetValue(Limit),
        AsOf = parsed.GetValue(Shared.AsOf) is { } text ? Shared.Instant(text) : null,
    };

    private static Revision? RevisionOf(long? number) => number is { } value ? new Revision(value) : null;

    private static Position? PositionOf(long? number) => number is { } value ? new Position(value) : null;
}
