using System.Diagnostics;
using Daybook.Load.Disk;
using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load.Phases;

/// <summary>Reads of files that the system has forgotten, beside raw reads of our own files.</summary>
internal sealed class ColdReads(EngineSet engines, int samples) : IDisposable
{
    private readonly RawReads raw = new(engines.PathOf(EngineCatalog.Ours));

    /// <summary>Scans of everything; the raw disk reads our files and is said to do as many events as they hold.</summary>
    public IReadOnlyList<Subject> Scans(long events) =>
    [
        new Subject(Results.SequentialLimit, (_, _) => Task.Run(() => raw.ReadAll() > 0 ? events : 0), () => Drop(EngineCatalog.Ours)),
        .. engines.Open.Select(one => new Subject(
            one.Name, (_, _) => Task.Run(() => one.Engine.ScanAsync().AsTask()), () => Drop(one.Name))),
    ];

    /// <summary>
    /// Medians of reading one stream, each of whose events lies somewhere else, in microseconds; the raw disk reads as many
    /// places after hinting at them. Everything is forgotten before each read.
    /// </summary>
    /// <param name="measure">The name of the figures.</param>
    /// <param name="length">Events of each stream.</param>
    /// <param name="nameOf">The stream of the sample with a number from 0; a stream comes once, so that nobody remembers it.</param>
    public async Task<IReadOnlyList<Figure>> StreamsAsync(string measure, int length, Func<int, string> nameOf)
    {
        var rawTimes = new Latencies();
        var times = engines.Open.Select(static _ => new Latencies()).ToArray();
        for (var sample = 0; sample < samples; sample++)
        {
            Drop(EngineCatalog.Ours);
            var start = Stopwatch.GetTimestamp();
            raw.ReadScattered(length);
            rawTimes.Add(Stopwatch.GetTimestamp() - start);
            for (var index = 0; index < times.Length; index++)
            {
                var (name, engine) = engines.Open[index];
                Drop(name);
                start = Stopwatch.GetTimestamp();
                var count = await ((IStreamEngine)engine).ReplayAsync(nameOf(sample));
                times[index].Add(Stopwatch.GetTimestamp() - start);
                Same(length, count);
            }
        }

        return
        [
            new Figure(measure, Results.HintedLimit, rawTimes.Microseconds(0.5)),
            .. engines.Open.Select((one, index) => new Figure(measure, one.Name, times[index].Microseconds(0.5))),
        ];
    }

    public void Dispose() => raw.Dispose();

    private static void Same(int wanted, int found)
    {
        if (wanted != found)
        {
            throw new InvalidOperationException($"A stream has {found} events of {wanted}.");
        }
    }

    private void Drop(string name) => PageCache.Drop(engines.PathOf(name));
}
