using System.CommandLine;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook restore</c></summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Backup = new("BACKUP") { Description = "the backup's directory" };
    private static readonly Argument<string> Destination = new("DEST") { Description = "the directory of the store that is made; empty or missing" };

    public static Command Make()
    {
        var command = new ToolCommand(
            "restore",
            "Make a store of a backup, after every event was held to the backup's digest.",
            "restore backups/shop shop",
            "restore --json backups/shop shop | jq -r .digest");
        command.Arguments.Add(Backup);
        command.Arguments.Add(Destination);
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var (backup, destination) = (parsed.GetRequiredValue(Backup), parsed.GetRequiredValue(Destination));
        var report = await Output.Progress.RunAsync(shell, "restoring", steps =>
            StoreBackup.RestoreAsync(backup, destination, new CopySteps(steps), cancellationToken));
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("storeId", report.StoreId);
                json.WriteNumber("events", report.Events);
                DigestLines.Write(json, report.Digest);
                json.WriteString("madeAt", report.MadeAt);
            });
            return ExitCodes.Ok;
        }

        shell.Data.Line($"restored {report.Events} events of store {report.StoreId}, backed up at {Cells.Of(report.MadeAt)}");
        if (report.Digest is { } digest)
        {
            shell.Data.Line($"digest of events 1 to {digest.UpTo.Value}: {digest.Sha256}");
        }

        return ExitCodes.Ok;
    }
}
