using System.CommandLine;

namespace Daybook.Cli;

/// <summary><c>daybook streams [--prefix TEXT]</c></summary>
internal static class StreamsCommand
{
    private static readonly Option<string> Prefix = new("--prefix") { DefaultValueFactory = static _ => "", Description = "Only streams whose names begin with this." };

    public static Command Make()
    {
        var command = new Command("streams", "List streams and their last revisions.") { Prefix };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var rows = new List<string[]>();
        await foreach (var stream in store.ListStreamsAsync(parsed.GetValue(Prefix)!, cancellationToken))
        {
            if (parsed.GetValue(Shared.Json))
            {
                JsonRows.Write(json =>
                {
                    json.WriteString("stream", stream.Stream.Value);
                    json.WriteNumber("lastRevision", stream.LastRevision.Value);
                });
            }
            else
            {
                rows.Add([stream.Stream.Value, stream.LastRevision.ToString()]);
            }
        }

        if (!parsed.GetValue(Shared.Json))
        {
            Rows.Write(parsed, ["stream", "last revision"], rows);
        }

        return ExitCodes.Ok;
    }
}
