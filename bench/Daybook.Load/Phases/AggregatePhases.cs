using System.Diagnostics;
using Daybook.Load.Disk;
using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load.Phases;

/// <summary>
/// Many short streams whose events lie far apart: how long one of them takes to load, hot and cold, what an open store holds
/// in memory for them, and how long it takes to open.
/// </summary>
internal sealed class AggregatePhases(Arguments arguments, Alternation alternation, Talk talk)
{
    private const int StreamLength = 10;
    private const int StreamsPerAppend = 10_000;

    public async Task RunAsync(Results results)
    {
        await using var engines = new EngineSet(Path.Combine(arguments.Root, "aggregates"));
        engines.Add(EngineCatalog.Ours, await DaybookEngine.OpenAsync(engines.PathOf(EngineCatalog.Ours)));
        if (arguments.Peers.Contains(EngineCatalog.SqliteStreams))
        {
            engines.Add(EngineCatalog.SqliteStreams, new SqliteStreamEngine(engines.PathOf(EngineCatalog.SqliteStreams), DaybookEngine.DefaultWidth));
        }

        foreach (var (name, engine) in engines.Open)
        {
            talk.Say($"{name}: {arguments.Streams:N0} streams of {StreamLength} events");
            await Task.Run(() => FillAsync((IStreamEngine)engine));
        }

        var subjects = engines.Open.Select(one => new Subject(one.Name, (time, latencies) =>
            Task.Run(() => LoadAsync((IStreamEngine)one.Engine, time, latencies))));
        results.Phases.Add(await alternation.RunAsync(PhaseNames.Aggregate, [.. subjects], arguments.Time));
        using (var cold = new ColdReads(engines, arguments.Samples))
        {
            var step = arguments.Streams / arguments.Samples;
            results.Figures.AddRange(await cold.StreamsAsync(Figure.AggregateCold, StreamLength, sample => NameOf(sample * step)));
        }

        await engines.CloseAsync();
        await OpenAsync(engines.PathOf(EngineCatalog.Ours), results);
    }

    private static string NameOf(int number) => $"account-{number}";

    private async Task OpenAsync(string path, Results results)
    {
        var kind = EngineCatalog.Kind(EngineCatalog.Ours);
        Add(results, Figure.OpenClean, await StoreFiles.OpenMillisecondsAsync(kind, path));
        PageCache.Drop(path);
        Add(results, Figure.OpenCold, await StoreFiles.OpenOnceMillisecondsAsync(kind, path));
        Add(results, Figure.MemoryOfStream, await KilledHolder.KillAsync(path) / (double)arguments.Streams);
        Add(results, Figure.OpenKilled, await StoreFiles.OpenOnceMillisecondsAsync(kind, path));
    }

    private void Add(Results results, string measure, double value)
    {
        talk.Say($"{measure}: {value:N1}");
        results.Figures.Add(new Figure(measure, EngineCatalog.Ours, value));
    }

    private async Task FillAsync(IStreamEngine engine)
    {
        for (var revision = 0; revision < StreamLength; revision++)
        {
            foreach (var numbers in Enumerable.Range(0, arguments.Streams).Chunk(StreamsPerAppend))
            {
                await engine.AppendToEachAsync(Array.ConvertAll(numbers, NameOf), revision, Appending.Payload);
            }
        }
    }

    private async Task<long> LoadAsync(IStreamEngine engine, TimeSpan time, Latencies latencies)
    {
        var random = new Random(7);
        var start = Stopwatch.GetTimestamp();
        var streams = 0L;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var stream = NameOf(random.Next(arguments.Streams));
            var began = Stopwatch.GetTimestamp();
            var count = await engine.ReplayAsync(stream);
            latencies.Add(Stopwatch.GetTimestamp() - began);
            streams += count == StreamLength ? 1 : throw new InvalidOperationException($"{stream} has {count} events.");
        }

        return streams;
    }
}
