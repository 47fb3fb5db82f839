using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook truncate STREAM --before N</c></summary>
internal static class TruncateCommand
{
    private static readonly Argument<string> Stream = new("STREAM") { Description = "A stream that there is." };
    private static readonly Option<long?> Before = Numbers.Option("--before", 0, "The first revision that is shown; 0 shows everything again.");

    public static Command Make()
    {
        Stream.CompletionSources.Add(StreamNames.Complete);
        Before.Required = true;
        var command = new ToolCommand(
            "truncate",
            "Let reads of a stream begin with a revision. Nothing is removed: the record and queries show all events.",
            "truncate order-1 --before 12 --store shop",
            "truncate order-1 --before 0 --store shop")
        {
            Stream, Before,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        StreamName stream = parsed.GetValue(Stream)!;
        var before = new Revision(parsed.GetValue(Before)!.Value);
        await using var store = await Writable.OpenExistingAsync(Shared.StorePath(parsed), shell, cancellationToken);
        await StreamNames.ThrowIfUnknownAsync(store, stream.Value, cancellationToken);
        var marked = await store.TruncateStreamAsync(stream, before, cancellationToken);
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("stream", stream.Value);
                json.WriteNumber("before", before.Value);
                json.WriteNumber("position", marked.LastPosition.Value);
            });
        }
        else
        {
            shell.Data.Line($"reads begin with revision {before}; recorded at position {marked.LastPosition}");
        }

        return ExitCodes.Ok;
    }
}
