using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook close STREAM</c></summary>
internal static class CloseCommand
{
    private static readonly Argument<string> Stream = new("STREAM") { Description = "A stream that there is." };

    public static Command Make()
    {
        Stream.CompletionSources.Add(StreamNames.Complete);
        var command = new ToolCommand(
            "close",
            "Close a stream for good: it is read as before and takes no further events.",
            "close order-1 --store shop",
            "close order-1 --expect 4 --store shop")
        {
            Stream, Expectation.Option,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        StreamName stream = parsed.GetValue(Stream)!;
        var expected = Expectation.Of(parsed);
        await using var store = await Writable.OpenExistingAsync(Shared.StorePath(parsed), shell, cancellationToken);
        await StreamNames.ThrowIfUnknownAsync(store, stream.Value, cancellationToken);
        var closed = await store.CloseStreamAsync(stream, expected, cancellationToken);
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("stream", stream.Value);
                json.WriteNumber("position", closed.LastPosition.Value);
                json.WriteNumber("revision", closed.LastRevision.Value);
                json.WriteBoolean("wasRepeat", closed.WasRepeat);
            });
        }
        else
        {
            shell.Data.Line($"closed by revision {closed.LastRevision}{(closed.WasRepeat ? ", recorded before" : "")}");
        }

        return ExitCodes.Ok;
    }
}
