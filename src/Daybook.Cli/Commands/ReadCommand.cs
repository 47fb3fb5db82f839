using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook read [STREAM]</c>, or of all streams by type, tag and category.</summary>
internal static class ReadCommand
{
    private static readonly Argument<string?> Stream = new("STREAM") { Arity = ArgumentArity.ZeroOrOne, Description = "A stream; without it, all events." };

    public static Command Make()
    {
        Stream.CompletionSources.Add(StreamNames.Complete);
        var command = new ToolCommand(
            "read",
            "Show events: of a stream, of the whole store, or those of a type, tag or category.",
            "read order-1 --store shop",
            "read --backwards --limit 10 --store shop",
            "read --type placed --type changed --tag customer:7 --store shop",
            "read order-1 --as-of 2026-01-31T15:00:00+01:00 --store shop",
            "read --after 1000 --limit 500 --json --store shop | jq .type")
        {
            Stream, Matching.Types, Matching.Tags, Matching.Category,
            ReadRange.From, ReadRange.After, ReadRange.To, ReadRange.Before, ReadRange.Backwards, ReadRange.Limit, ReadRange.AsOf,
            ReadRange.OccurredFrom, ReadRange.OccurredTo,
        };
        ReadRange.AddTo(command);
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var stream = parsed.GetValue(Stream);
        Matching.ThrowIfBeside(stream, parsed);
        var query = Matching.Of(parsed);
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var limit = parsed.GetValue(ReadRange.Limit);
        var events = stream is null
            ? store.ReadAsync(query, ReadRange.OfStore(parsed), cancellationToken)
            : store.ReadStreamAsync(stream, ReadRange.OfStream(parsed), cancellationToken);
        var table = new Table(shell, "position", "stream", "revision", "recorded at", "type", "data");
        RecordedEvent? last = null;
        var isMore = false;
        var shown = 0L;
        await foreach (var one in events)
        {
            // One more than the limit is read, to tell whether there is more.
            if (isMore = shown++ == limit)
            {
                break;
            }

            Show(one, table, shell);
            last = one;
        }

        table.End();
        if (isMore)
        {
            shell.Talk.Note($"There is more: go on with --after {(stream is null ? last!.Position.Value : last!.Revision.Value)}.");
        }
        else if (last is null && stream is not null)
        {
            await StreamNames.ThrowIfUnknownAsync(store, stream, cancellationToken);
        }

        return ExitCodes.Ok;
    }

    private static void Show(RecordedEvent one, Table table, Shell shell)
    {
        if (shell.IsJson)
        {
            shell.Data.Json(json => JsonText.WriteEvent(json, one));
            return;
        }

        table.Add(
            Cells.Of(one.Position.Value),
            one.Stream.Value,
            Cells.Of(one.Revision.Value),
            Cells.Of(one.RecordedAt),
            one.Name.Value,
            Cells.Of(one.Data.Span));
    }
}
