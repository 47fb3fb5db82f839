using System.Globalization;
using System.Text;
using Daybook.Load.Engines;
using Daybook.Load.Measuring;
using Daybook.Load.Phases;

namespace Daybook.Load.Reports;

/// <summary>All that a run has measured, as tables.</summary>
internal static class MarkdownReport
{
    public static string Of(Results results)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{results.Surroundings}.");
        text.AppendLine();
        if (results.Arguments.SlowFlush is null)
        {
            AddGoals(text, Goals.Of(results));
        }

        foreach (var phase in results.Phases)
        {
            AddPhase(text, results, phase);
        }

        AddFigures(text, results.Figures);
        return text.ToString().TrimEnd();
    }

    private static void AddGoals(StringBuilder text, IReadOnlyList<Goal> goals)
    {
        text.AppendLine("| measure | goal | this run | |");
        text.AppendLine("|---|---|---|---|");
        foreach (var goal in goals.Where(static goal => goal.Measured is not null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {goal.Measure} | {goal.Wanted} | {Number(goal.Measured!.Value)} | {(goal.IsMet ? "met" : "missed")} |");
        }

        text.AppendLine();
    }

    private static void AddPhase(StringBuilder text, Results results, PhaseResult phase)
    {
        var isDisk = phase.Of(Results.DiskLimit) is not null;
        var unit = phase.Name is PhaseNames.Replay or PhaseNames.Aggregate ? "streams/s" : "events/s";
        text.AppendLine(CultureInfo.InvariantCulture, $"**{phase.Name}**");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {unit} |{(isDisk ? " x L1 |" : "")} daybook is | p50 us | p99 us | CPU us | allocated B |");
        text.AppendLine(isDisk ? "|---|--:|--:|--:|--:|--:|--:|--:|" : "|---|--:|--:|--:|--:|--:|--:|");
        foreach (var (name, rate) in phase.Rates)
        {
            var limits = isDisk ? $" {Number(rate.PerSecond / phase.Of(Results.DiskLimit)!.PerSecond)} |" : "";
            var ours = name == EngineCatalog.Ours ? "" : $"{Number(results.Ratio(phase.Name, name) ?? 0)} x";
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {Number(rate.PerSecond)} |{limits} {ours} | {Number(rate.MedianMicroseconds)} | {Number(rate.P99Microseconds)} | {Number(rate.CpuMicroseconds)} | {Number(rate.AllocatedBytes)} |");
        }

        text.AppendLine();
    }

    private static void AddFigures(StringBuilder text, List<Figure> figures)
    {
        if (figures.Count == 0)
        {
            return;
        }

        text.AppendLine("| measure | of | |");
        text.AppendLine("|---|---|--:|");
        foreach (var figure in figures.OrderBy(static figure => figure.Measure, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Measure} | {figure.Subject} | {Number(figure.Value)} |");
        }
    }

    private static string Number(double value) => value switch
    {
        0 => "",
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.ToString("N2", CultureInfo.InvariantCulture),
    };
}
