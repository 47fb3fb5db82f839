using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook verify</c></summary>
internal static class VerifyCommand
{
    private static readonly Option<bool> Full = new("--full")
    {
        Description = "also hold every event to its digest, which finds what was changed together with its checksum",
    };

    public static Command Make()
    {
        var command = new ToolCommand(
            "verify",
            "Check every byte of a store, beside a writer or without one. Changes nothing.",
            "verify --store shop",
            "verify --full --store shop",
            "verify --json --store shop || echo 'call somebody'");
        command.Options.Add(Full);
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var path = Shared.StorePath(parsed);
        var depth = parsed.GetValue(Full) ? VerifyDepth.Digests : VerifyDepth.Checksums;
        var report = await Output.Progress.RunAsync(shell, "verifying", steps =>
            StoreVerification.VerifyAsync(path, depth, new Events(steps), cancellationToken));
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteBoolean("sound", report.IsSound);
                json.WriteNumber("events", report.Events);
                json.WriteNumber("streams", report.Streams);
                DigestLines.Write(json, report.Digest);
                json.WriteStartArray("findings");
                foreach (var finding in report.Findings)
                {
                    json.WriteStartObject();
                    json.WriteBoolean("damage", finding.IsDamage);
                    json.WriteString("file", finding.File);
                    json.WriteNumber("byteInFile", finding.ByteInFile);
                    json.WriteString("what", finding.What);
                    json.WriteString("remedy", finding.Remedy);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else
        {
            shell.Data.Line($"{(report.IsSound ? "sound" : "DAMAGED")}: {report.Events} events of {report.Streams} streams checked");
            if (report.Digest is { } digest)
            {
                shell.Data.Line($"digest of events 1 to {digest.UpTo.Value}: {digest.Sha256}");
            }
        }

        foreach (var finding in report.Findings)
        {
            shell.Talk.Note(Cells.Clean($"{(finding.IsDamage ? "damage" : "note")}: {finding.File}, byte {finding.ByteInFile}: {finding.What} {finding.Remedy}".TrimEnd()));
        }

        return report.IsSound ? ExitCodes.Ok : ExitCodes.No;
    }

    private sealed class Events(IProgress<Step> steps) : IProgress<long>
    {
        public void Report(long value) => steps.Report(new Step(value, null));
    }
}
