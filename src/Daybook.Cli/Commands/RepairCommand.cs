using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook repair</c></summary>
internal static class RepairCommand
{
    private static readonly Option<bool> Apply = new("--apply") { Description = "do it; without this, only tell what is wrong and what would be lost" };

    private static readonly Option<long?> CutAfter = new("--cut-after")
    {
        Description = "agree to give up everything behind this position, intact events too; the report tells which one",
        HelpName = "POSITION",
    };

    public static Command Make()
    {
        var command = new ToolCommand(
            "repair",
            "Tell what is damaged in a store and what repairing would lose; with --apply, do it. Changed files are kept beside.",
            "repair --store shop",
            "repair --apply --store shop");
        command.Options.Add(Apply);
        command.Options.Add(CutAfter);
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var path = Shared.StorePath(parsed);
        var isApplied = parsed.GetValue(Apply);
        if (parsed.GetValue(CutAfter) is not null && !isApplied)
        {
            throw ToolException.Usage("--cut-after does nothing without --apply.", "Add --apply, or leave --cut-after out.");
        }

        var cutAfter = parsed.GetValue(CutAfter) is { } position ? new Position(position) : (Position?)null;
        var report = await Output.Progress.RunAsync(shell, "examining", steps => isApplied
            ? StoreRepair.ApplyAsync(path, cutAfter, new Events(steps), cancellationToken)
            : StoreRepair.ExamineAsync(path, new Events(steps), cancellationToken));
        if (shell.IsJson)
        {
            Write(shell, report, isApplied);
        }
        else
        {
            Tell(shell, report, isApplied);
        }

        return isApplied || !report.IsNeeded ? ExitCodes.Ok : ExitCodes.No;
    }

    private static void Tell(Shell shell, RepairReport report, bool isApplied)
    {
        foreach (var (finding, step) in report.Findings)
        {
            shell.Data.Line(Cells.Clean($"{Words(step)}: {finding.File}, byte {finding.ByteInFile}: {finding.What}"));
        }

        if (!report.IsNeeded)
        {
            shell.Data.Line($"nothing to repair: {report.KeptUpTo.Value} events");
            return;
        }

        if (report.EventsLost > 0)
        {
            shell.Data.Line($"{(isApplied ? "lost" : "would be lost")}: {report.EventsLost} events, positions {report.KeptUpTo.Value + 1} to {report.RecordedUpTo.Value}{(report.GivesUpIntactEvents ? ", intact ones among them" : "")}");
        }

        shell.Data.Line($"{(isApplied ? "kept" : "would be kept")}: {report.KeptUpTo.Value} events");
        if (report.SetAside is { } aside)
        {
            shell.Data.Line($"files as they were: {aside}");
        }
        else
        {
            shell.Talk.Note(Next(report));
        }
    }

    private static string Next(RepairReport report) => report switch
    {
        { IsPossible: false } => $"This cannot be repaired: restore a backup with {Invocation.Tool} restore.",
        { GivesUpIntactEvents: true } => $"Restore a backup if there is one. Otherwise: {Invocation.Tool} repair --apply --cut-after {report.KeptUpTo.Value}",
        { EventsLost: > 0 } => $"Restore a backup if one has more. Otherwise: {Invocation.Tool} repair --apply",
        _ => $"No event is lost: {Invocation.Tool} repair --apply",
    };

    private static string Words(RepairStep step) => step switch
    {
        RepairStep.LeftToOpening => "harmless",
        RepairStep.Rebuilt => "to be rebuilt",
        RepairStep.Cut => "to be cut off",
        _ => "BEYOND REPAIR",
    };

    private static void Write(Shell shell, RepairReport report, bool isApplied) => shell.Data.Json(json =>
    {
        json.WriteBoolean("applied", isApplied);
        json.WriteBoolean("needed", report.IsNeeded);
        json.WriteBoolean("possible", report.IsPossible);
        json.WriteNumber("keptUpTo", report.KeptUpTo.Value);
        json.WriteNumber("recordedUpTo", report.RecordedUpTo.Value);
        json.WriteNumber("eventsLost", report.EventsLost);
        json.WriteBoolean("givesUpIntactEvents", report.GivesUpIntactEvents);
        json.WriteString("setAside", report.SetAside);
        json.WriteStartArray("findings");
        foreach (var (finding, step) in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("step", Words(step));
            json.WriteString("file", finding.File);
            json.WriteNumber("byteInFile", finding.ByteInFile);
            json.WriteString("what", finding.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private sealed class Events(IProgress<Step> steps) : IProgress<long>
    {
        public void Report(long value) => steps.Report(new Step(value, null));
    }
}
