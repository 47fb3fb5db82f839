using Daybook.Load.Engines;
using Daybook.Load.Measuring;
using Daybook.Load.Phases;

namespace Daybook.Load.Reports;

/// <summary>What the store is meant to reach. A goal counts as missed when two of three runs miss it.</summary>
internal static class Goals
{
    /// <summary>Times L1 for each number of writers.</summary>
    private static readonly (int Writers, double Least)[] Limits = [(1, 0.8), (16, 8), (64, 25), (256, 50)];

    /// <summary>Times a peer in the same phase.</summary>
    private static readonly (string Phase, string Peer, double Least)[] Peers =
    [
        (PhaseNames.Append(1), "sqlite", 1), (PhaseNames.Append(1), "rocksdb", 1.2), (PhaseNames.Append(1), "fasterlog", 3),
        (PhaseNames.Append(16), "sqlite", 1.5), (PhaseNames.Append(16), "rocksdb-threads", 4),
        (PhaseNames.Append(64), "sqlite", 1.5), (PhaseNames.Append(64), "fasterlog", 3),
        (PhaseNames.Append(256), "sqlite", 1.5), (PhaseNames.Append(256), "fasterlog", 2), (PhaseNames.Append(256), "rocksdb-threads", 10),
        (PhaseNames.Batch, "sqlite", 1.3), (PhaseNames.Batch, "rocksdb", 1.3),
        (PhaseNames.Scan, "sqlite", 3), (PhaseNames.Scan, "rocksdb", 5),
        (PhaseNames.Aggregate, EngineCatalog.SqliteStreams, 3),
    ];

    public static IReadOnlyList<Goal> Of(Results results) =>
    [
        .. Limits.Select(one => AtLeast($"{PhaseNames.Append(one.Writers)}, x L1", results.Ratio(PhaseNames.Append(one.Writers), Results.DiskLimit), one.Least)),
        AtMost("append-1, median, x that of L1", results.OursMedian(PhaseNames.Append(1)) / results.Phase(PhaseNames.Append(1))?.Of(Results.DiskLimit)?.MedianMicroseconds, 1.15),
        .. ((int[])[16, 64]).Select(writers => AtLeast(
            $"append-{writers}, of {writers} x the raw group rate", results.Ratio(PhaseNames.Append(writers), Results.GroupLimit) / writers, 0.7)),
        AtLeast("batch-100, of 100 x the raw group rate", results.Ratio(PhaseNames.Batch, Results.GroupLimit) / 100, 0.6),
        .. Peers.Select(one => AtLeast($"{one.Phase}, x {one.Peer}", results.Ratio(one.Phase, one.Peer), one.Least)),
        .. ((int[])[1, 16]).SelectMany(writers => Growth(results, writers)),
        AtLeast("load, durable in batches of 1,000, events/s", results.OursPerSecond(PhaseNames.Load), 1_000_000),
        AtLeast("scan, hot, decoded events/s", results.OursPerSecond(PhaseNames.Scan), 5_000_000),
        AtLeast("scan of events appended one by one, hot, events/s", results.OursPerSecond(PhaseNames.ScanSingles), 5_000_000),
        AtLeast("scan, cold, of the raw sequential read", results.Ratio(PhaseNames.ScanCold, Results.SequentialLimit), 0.8),
        AtMost("replay of 100 scattered events, hot, us", results.OursMedian(PhaseNames.Replay), 300),
        AtMost("replay of 100 scattered events, cold, us", results.Value(Figure.ReplayCold), 5000),
        AtMost("the same, x raw hinted reads", results.Value(Figure.ReplayCold) / results.Value(Figure.ReplayCold, Results.HintedLimit), 2),
        AtMost("aggregate of 10 events among many streams, hot, us", results.OursMedian(PhaseNames.Aggregate), 30),
        AtMost("aggregate of 10 events among many streams, cold, us", results.Value(Figure.AggregateCold), 2000),
        AtMost("open, clean, ms (goal: at 100 M events)", results.Value(Figure.OpenClean) ?? results.Value(Figure.OpenSingles), 50),
        AtMost("open after kill -9, ms (goal: at 100 M events)", results.Value(Figure.OpenKilled), 500),
        AtMost("bytes on disk, an event of 256", results.Value(Figure.BytesOfSingles), 320),
        AtMost("bytes of memory, a stream of 10 events", results.Value(Figure.MemoryOfStream), 15),
    ];

    /// <summary>Time of a condition over that of a plain append, and how much of that comes with the store's growth.</summary>
    private static IEnumerable<Goal> Growth(Results results, int writers)
    {
        var begin = Costs(results, writers, PhaseNames.GrowthBegin);
        var end = Costs(results, writers, PhaseNames.GrowthEnd);
        yield return AtMost($"condition on two tags by {writers}, x a plain append", end, 1.3);
        yield return AtMost($"condition on two tags by {writers}, grown x empty store", end / begin, 1.15);
    }

    private static double? Costs(Results results, int writers, string step)
    {
        var phase = results.Phase(PhaseNames.Growth(writers, step));
        return phase?.Of(EngineCatalog.Ours)?.PerSecond / phase?.Of(EngineCatalog.Condition)?.PerSecond;
    }

    private static Goal AtLeast(string measure, double? measured, double least) =>
        new(measure, $">= {least:#,0.##}", measured, measured >= least);

    private static Goal AtMost(string measure, double? measured, double most) =>
        new(measure, $"<= {most:#,0.##}", measured, measured <= most);
}
