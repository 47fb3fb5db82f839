using Daybook.Load.Measuring;
using Daybook.Load.Phases;

namespace Daybook.Load.Reports;

/// <summary>One goal and what this run says to it.</summary>
/// <param name="Measure">What the goal is about.</param>
/// <param name="Wanted">The goal in words.</param>
/// <param name="Measured">What was measured; null when this run did not.</param>
/// <param name="IsMet">Whether that is enough.</param>
internal sealed record Goal(string Measure, string Wanted, double? Measured, bool IsMet);

/// <summary>What the store is meant to reach. A goal counts as missed when two of three runs miss it.</summary>
internal static class Goals
{
    public static IReadOnlyList<Goal> Of(Results results)
    {
        var goals = new List<Goal>();
        foreach (var (writers, limits, peers) in ((int, double, double)[])[(1, 0.8, 1), (16, 8, 1.5), (64, 25, 1.5), (256, 50, 1.5)])
        {
            var phase = PhaseNames.Append(writers);
            var who = writers == 1 ? "durable append, 1 writer" : $"durable append, {writers} writers";
            goals.Add(AtLeast($"{who}, x L1", results.Ratio(phase, Results.DiskLimit), limits));
            goals.Add(AtLeast($"{who}, x best peer", ToBestPeer(results, phase), peers));
            if (writers is 16 or 64)
            {
                goals.Add(AtLeast($"{who}, of {writers} x the raw group rate", results.Ratio(phase, Results.GroupLimit) / writers, 0.7));
            }
        }

        goals.Add(AtLeast("batches of 100 by one writer, x best peer", ToBestPeer(results, PhaseNames.Batch), 1.3));
        goals.Add(AtLeast("load, durable in batches of 1,000, events/s", results.OursPerSecond(PhaseNames.Load), 1_000_000));
        goals.Add(AtLeast("hot scan, decoded events/s", results.OursPerSecond(PhaseNames.Scan), 5_000_000));
        goals.Add(AtLeast("the same over events appended one by one", results.OursPerSecond(PhaseNames.ScanSingles), 5_000_000));
        goals.Add(AtMost("replay of 100 scattered events, hot, us", results.Phase(PhaseNames.Replay)?.Of(Engines.EngineCatalog.Ours)?.MedianMicroseconds, 300));
        goals.Add(AtMost("open, clean, ms (goal: at 100 M events)", results.Value(Figure.OpenClean), 50));
        goals.Add(AtMost("open after a kill, ms (goal: at 100 M events)", results.Value(Figure.OpenKilled), 500));
        goals.Add(AtMost("bytes an event of 256 on disk", results.Value(Figure.BytesOfSingles), 320));
        return goals;
    }

    private static double? ToBestPeer(Results results, string phase) =>
        results.BestPeer(phase) is { } peer ? results.Ratio(phase, peer) : null;

    private static Goal AtLeast(string measure, double? measured, double least) =>
        new(measure, $">= {least:#,0.##}", measured, measured >= least);

    private static Goal AtMost(string measure, double? measured, double most) =>
        new(measure, $"<= {most:#,0.##}", measured, measured <= most);
}
