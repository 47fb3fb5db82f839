using System.CommandLine;

namespace Daybook.Cli;

/// <summary><c>daybook verify</c></summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var command = new Command("verify", "Check every byte of a store, beside a writer or without one.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var report = await StoreVerification.VerifyAsync(Shared.StorePath(parsed), null, cancellationToken);
        foreach (var finding in report.Findings)
        {
            await Console.Error.WriteLineAsync($"{(finding.IsDamage ? "damage" : "note")}: {finding.File}, byte {finding.ByteInFile}: {finding.What} {finding.Remedy}".TrimEnd());
        }

        if (parsed.GetValue(Shared.Json))
        {
            JsonRows.Write(json =>
            {
                json.WriteBoolean("sound", report.IsSound);
                json.WriteNumber("events", report.Events);
                json.WriteNumber("streams", report.Streams);
                json.WriteNumber("findings", report.Findings.Count);
            });
        }
        else
        {
            Console.Out.WriteLine($"{(report.IsSound ? "sound" : "DAMAGED")}: {report.Events} events of {report.Streams} streams checked");
        }

        return report.IsSound ? ExitCodes.Ok : ExitCodes.Damaged;
    }
}
