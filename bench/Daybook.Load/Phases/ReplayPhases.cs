using System.Diagnostics;
using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load.Phases;

/// <summary>
/// Fills stores by single appends of 64 writers, so that the 100 events of a stream lie scattered over all of the store; then
/// replays streams at random and scans it all, hot and cold. SQLite with a table of streams is the only peer that can.
/// </summary>
internal sealed class ReplayPhases(Arguments arguments, Alternation alternation)
{
    private const int Writers = 64;

    public async Task RunAsync(Results results)
    {
        await using var engines = new EngineSet(Path.Combine(arguments.Root, "replay"));
        var ours = engines.PathOf(EngineCatalog.Ours);
        engines.Add(EngineCatalog.Ours, await DaybookEngine.OpenAsync(ours, arguments.StreamsPerWriter));
        if (arguments.Peers.Contains(EngineCatalog.SqliteStreams))
        {
            engines.Add(EngineCatalog.SqliteStreams, new SqliteStreamEngine(engines.PathOf(EngineCatalog.SqliteStreams), arguments.StreamsPerWriter));
        }

        foreach (var (_, engine) in engines.Open)
        {
            await FillAsync(engine);
        }

        var subjects = engines.Open.Select(one => new Subject(one.Name, (time, latencies) =>
            Task.Run(() => ReplayAsync((IStreamEngine)one.Engine, time, latencies))));
        results.Phases.Add(await alternation.RunAsync(PhaseNames.Replay, [.. subjects], arguments.Time));
        var scans = engines.Open.Select(static one => new Subject(one.Name, (_, _) => Task.Run(() => one.Engine.ScanAsync().AsTask())));
        results.Phases.Add(await alternation.RunAsync(PhaseNames.ScanSingles, [.. scans], time: null));
        if (!arguments.Quick)
        {
            await ColdAsync(engines, results);
        }

        await OpenAsync(engines, results);
    }

    private int Events => Writers * arguments.StreamsPerWriter * StreamWalk.StreamLength;

    private async Task ColdAsync(EngineSet engines, Results results)
    {
        using var cold = new ColdReads(engines, arguments.Samples);
        results.Phases.Add(await alternation.RunAsync(PhaseNames.ScanCold, cold.Scans(Events), time: null));
        results.Figures.AddRange(await cold.StreamsAsync(Figure.ReplayCold, StreamWalk.StreamLength, NameOf));
    }

    private async Task OpenAsync(EngineSet engines, Results results)
    {
        var path = engines.PathOf(EngineCatalog.Ours);
        await engines.CloseAsync();
        var open = await StoreFiles.OpenMillisecondsAsync(EngineCatalog.Kind(EngineCatalog.Ours), path);
        results.Figures.Add(new Figure(Figure.OpenSingles, EngineCatalog.Ours, open));
        results.Figures.Add(new Figure(Figure.BytesOfSingles, EngineCatalog.Ours, (double)StoreFiles.Bytes(path) / Events));
    }

    /// <summary>A stream for each sample, of another writer each time.</summary>
    private string NameOf(int sample) => StreamWalk.NameOf(sample % Writers, sample / Writers % arguments.StreamsPerWriter);

    private async Task FillAsync(IEngine engine)
    {
        var perWriter = Events / Writers;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var done = 0; done < perWriter; done++)
            {
                await engine.AppendAsync(writer, Appending.Payload);
            }
        })));
    }

    private async Task<long> ReplayAsync(IStreamEngine engine, TimeSpan time, Latencies latencies)
    {
        var random = new Random(7);
        var start = Stopwatch.GetTimestamp();
        var streams = 0L;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var stream = StreamWalk.NameOf(random.Next(Writers), random.Next(arguments.StreamsPerWriter));
            var began = Stopwatch.GetTimestamp();
            var count = await engine.ReplayAsync(stream);
            latencies.Add(Stopwatch.GetTimestamp() - began);
            streams += count == StreamWalk.StreamLength ? 1 : throw new InvalidOperationException($"{stream} has {count} events.");
        }

        return streams;
    }
}
