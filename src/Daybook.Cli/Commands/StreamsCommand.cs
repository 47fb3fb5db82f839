using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook streams [--prefix TEXT]</c></summary>
internal static class StreamsCommand
{
    private static readonly Option<string> Prefix = new("--prefix") { DefaultValueFactory = static _ => "", HelpName = "TEXT", Description = "Only streams whose names begin with this." };
    private static readonly Option<string?> After = new("--after") { HelpName = "STREAM", Description = "Start behind this name: the last one that you have." };
    private static readonly Option<long?> Limit = Numbers.Option("--limit", 1, "At most so many streams.");

    public static Command Make()
    {
        var command = new ToolCommand(
            "streams",
            "List streams by name, and their last revisions.",
            "streams --store shop",
            "streams --prefix order- --limit 20 --store shop",
            "streams --json --store shop | jq -r .stream")
        {
            Prefix, After, Limit,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var after = parsed.GetValue(After);
        var limit = parsed.GetValue(Limit);
        var table = new Table(shell, "stream", "last revision");
        var shown = 0L;
        var last = "";
        var isMore = false;
        await foreach (var stream in store.ListStreamsAsync(parsed.GetValue(Prefix)!, cancellationToken))
        {
            if (after is not null && string.CompareOrdinal(stream.Stream.Value, after) <= 0)
            {
                continue;
            }

            if (isMore = shown++ == limit)
            {
                break;
            }

            last = stream.Stream.Value;
            Show(stream, table, shell);
        }

        table.End();
        if (isMore)
        {
            shell.Talk.Note($"There is more: go on with --after {Cells.Clean(last)}.");
        }

        return ExitCodes.Ok;
    }

    private static void Show(StreamSummary stream, Table table, Shell shell)
    {
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("stream", stream.Stream.Value);
                json.WriteNumber("lastRevision", stream.LastRevision.Value);
            });
        }
        else
        {
            table.Add(stream.Stream.Value, Cells.Of(stream.LastRevision.Value));
        }
    }
}
