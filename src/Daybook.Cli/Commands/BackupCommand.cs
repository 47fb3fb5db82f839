using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook backup</c></summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Destination = new("DEST") { Description = "the backup's directory; made when it is missing" };

    private static readonly Option<bool> Incremental = new("--incremental")
    {
        Description = "add what is new to the backup that is there; make one when there is none",
    };

    public static Command Make()
    {
        var command = new ToolCommand(
            "backup",
            "Copy a store into a directory, beside a writer or without one, and check every event on the way.",
            "backup backups/shop --store shop",
            "backup --incremental backups/shop --store shop",
            "backup --json backups/shop --store shop | jq -r .digest");
        command.Arguments.Add(Destination);
        command.Options.Add(Incremental);
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var path = Shared.StorePath(parsed);
        var destination = parsed.GetRequiredValue(Destination);
        var report = await Output.Progress.RunAsync(shell, "backing up", steps =>
            StoreBackup.BackupAsync(path, destination, parsed.GetValue(Incremental), new CopySteps(steps), cancellationToken));
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("storeId", report.StoreId);
                json.WriteNumber("upTo", report.UpTo.Value);
                DigestLines.Write(json, report.Digest);
                json.WriteString("madeAt", report.MadeAt);
                json.WriteNumber("eventsAdded", report.EventsAdded);
                json.WriteNumber("bytesCopied", report.BytesCopied);
                json.WriteNumber("files", report.Files);
                json.WriteNumber("bytes", report.Bytes);
            });
            return ExitCodes.Ok;
        }

        shell.Data.Line($"backup up to position {report.UpTo.Value}: {report.EventsAdded} events added, {report.BytesCopied} bytes copied; {report.Files} files, {report.Bytes} bytes in all");
        if (report.Digest is { } digest)
        {
            shell.Data.Line($"digest of events 1 to {digest.UpTo.Value}: {digest.Sha256}");
        }

        return ExitCodes.Ok;
    }
}
