using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook doctor</c></summary>
internal static class DoctorCommand
{
    public static Command Make()
    {
        var command = new ToolCommand(
            "doctor",
            "Collect facts about a store, its volume and the system, and say what to do about each thing that is not right.",
            "doctor --store shop",
            "doctor --json --store shop | jq .findings");
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var report = await StoreCheckup.RunAsync(Shared.StorePath(parsed), cancellationToken);
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteBoolean("well", report.IsWell);
                json.WriteStartObject("facts");
                foreach (var fact in report.Facts)
                {
                    json.WriteString(fact.Name, fact.Value);
                }

                json.WriteEndObject();
                json.WriteStartArray("findings");
                foreach (var finding in report.Findings)
                {
                    json.WriteStartObject();
                    json.WriteBoolean("problem", finding.IsDamage);
                    json.WriteString("file", finding.File);
                    json.WriteString("what", finding.What);
                    json.WriteString("remedy", finding.Remedy);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else
        {
            var table = new Table(shell, "fact", "value");
            foreach (var fact in report.Facts)
            {
                table.Add(fact.Name, fact.Value);
            }

            table.End();
            foreach (var finding in report.Findings)
            {
                var file = finding.File.Length == 0 ? "" : finding.File + ": ";
                shell.Data.Line(Cells.Clean($"{(finding.IsDamage ? "PROBLEM" : "note")}: {file}{finding.What}. {finding.Remedy}"));
            }

            shell.Data.Line(report.IsWell ? "nothing has to be done; verify reads every event" : "something has to be done");
        }

        return report.IsWell ? ExitCodes.Ok : ExitCodes.No;
    }
}
