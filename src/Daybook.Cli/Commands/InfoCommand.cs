using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook info</c></summary>
internal static class InfoCommand
{
    public static Command Make()
    {
        var command = new ToolCommand("info", "Show facts about a store.", "info --store shop", "info --json --store shop | jq .head");
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var info = await store.GetInfoAsync(cancellationToken);
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("path", info.Path);
                json.WriteString("storeId", info.StoreId);
                json.WriteNumber("head", info.Head.Value);
                json.WriteNumber("streams", info.Streams);
                if (info.LastRecordedAt is { } recordedAt)
                {
                    json.WriteString("lastRecordedAt", recordedAt);
                }
                else
                {
                    json.WriteNull("lastRecordedAt");
                }

                json.WriteBoolean("closedInOrder", info.WasClosedInOrder);
                DigestLines.Write(json, info.Digest);
            });
            return ExitCodes.Ok;
        }

        var table = new Table(shell, "fact", "value");
        table.Add("path", info.Path);
        table.Add("store id", info.StoreId.ToString());
        table.Add("head", Cells.Of(info.Head.Value));
        table.Add("streams", Cells.Of(info.Streams));
        table.Add("last recorded at", info.LastRecordedAt is { } last ? Cells.Of(last) : "never");
        table.Add("closed in order", info.WasClosedInOrder ? "yes" : "no, or a writer has it open");
        table.Add("digest", info.Digest is { } digest ? $"{digest.Sha256} (events 1 to {digest.UpTo.Value})" : "none yet");
        table.End();
        return ExitCodes.Ok;
    }
}
