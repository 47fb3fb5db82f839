using System.Diagnostics;
using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load.Phases;

/// <summary>
/// Loads a store in batches of 1,000 events, each batch durable, for everyone alike; then scans it from memory, and sees what
/// it takes on disk and how long it opens.
/// </summary>
internal sealed class LoadPhases(Arguments arguments, Alternation alternation, Talk talk)
{
    private const int BatchEvents = 1000;

    public async Task RunAsync(Results results)
    {
        await using var engines = await EngineSet.OpenAsync(Path.Combine(arguments.Root, "load"), arguments.Peers, talk);
        var loads = engines.Open.Select(one => new Subject(one.Name, (_, latencies) => Task.Run(() => LoadAsync(one.Engine, latencies))));
        results.Phases.Add(await alternation.RunAsync(PhaseNames.Load, [.. loads], time: null));
        var scans = engines.Open.Select(one => new Subject(one.Name, (_, _) => Task.Run(() => ScanAsync(one))));
        results.Phases.Add(await alternation.RunAsync(PhaseNames.Scan, [.. scans], time: null));

        var names = engines.Open.Select(static one => one.Name).ToArray();
        await engines.CloseAsync();
        foreach (var name in names)
        {
            var kind = EngineCatalog.Kind(name);
            results.Figures.Add(new Figure(Figure.BytesOfBatches, name, (double)StoreFiles.Bytes(engines.PathOf(name)) / Loaded));
            results.Figures.Add(new Figure(Figure.OpenLoaded, name, await StoreFiles.OpenMillisecondsAsync(kind, engines.PathOf(name))));
        }
    }

    private int BatchesPerTurn => Math.Max(1, arguments.Events / BatchEvents / Arguments.Turns);

    private int Loaded => BatchesPerTurn * Arguments.Turns * BatchEvents;

    private async Task<long> LoadAsync(IEngine engine, Latencies latencies)
    {
        var batch = Enumerable.Repeat(Appending.Payload, BatchEvents).ToArray();
        for (var done = 0; done < BatchesPerTurn; done++)
        {
            var began = Stopwatch.GetTimestamp();
            await engine.AppendBatchAsync(batch);
            latencies.Add(Stopwatch.GetTimestamp() - began);
        }

        return (long)BatchesPerTurn * BatchEvents;
    }

    private async Task<long> ScanAsync((string Name, IEngine Engine) one)
    {
        var count = await one.Engine.ScanAsync();
        return count == Loaded ? count : throw new InvalidOperationException($"{one.Name} shows {count} events of {Loaded}.");
    }
}
