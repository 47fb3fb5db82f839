using System.Diagnostics;
using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load.Phases;

/// <summary>Writers that append one event after the other, each waiting until its event is durable.</summary>
internal static class Appending
{
    public const int EventBytes = 256;

    /// <summary>A payload that no compression makes smaller.</summary>
    public static readonly byte[] Payload = NewPayload();

    public static Task<long> RunAsync(IEngine engine, int writers, TimeSpan time, Latencies latencies)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        return writers == 1 ? Task.Run(() => AloneAsync(engine, end, latencies))
            : engine.BlocksWriters ? OnThreadsAsync(engine, writers, end, latencies)
            : TogetherAsync(engine, writers, end, latencies);
    }

    /// <summary>One writer with batches; returns events.</summary>
    public static async Task<long> BatchesAsync(IEngine engine, int batchEvents, TimeSpan time, Latencies latencies)
    {
        var batch = Enumerable.Repeat(Payload, batchEvents).ToArray();
        var start = Stopwatch.GetTimestamp();
        var events = 0L;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var began = Stopwatch.GetTimestamp();
            await engine.AppendBatchAsync(batch);
            latencies.Add(Stopwatch.GetTimestamp() - began);
            events += batchEvents;
        }

        return events;
    }

    private static async Task<long> AloneAsync(IEngine engine, long end, Latencies latencies)
    {
        var events = 0L;
        long began;
        while ((began = Stopwatch.GetTimestamp()) < end)
        {
            await engine.AppendAloneAsync(Payload);
            latencies.Add(Stopwatch.GetTimestamp() - began);
            events++;
        }

        return events;
    }

    private static async Task<long> TogetherAsync(IEngine engine, int writers, long end, Latencies latencies)
    {
        var own = Enumerable.Range(0, writers).Select(static _ => new Latencies()).ToArray();
        var tasks = own.Select((mine, writer) => Task.Run(async () =>
        {
            var events = 0L;
            long began;
            while ((began = Stopwatch.GetTimestamp()) < end)
            {
                await engine.AppendAsync(writer, Payload);
                mine.Add(Stopwatch.GetTimestamp() - began);
                events++;
            }

            return events;
        }));
        var counts = await Task.WhenAll(tasks);
        Array.ForEach(own, latencies.AddAll);
        return counts.Sum();
    }

    private static async Task<long> OnThreadsAsync(IEngine engine, int writers, long end, Latencies latencies)
    {
        var own = Enumerable.Range(0, writers).Select(static _ => new Latencies()).ToArray();
        var counts = await Task.WhenAll(own.Select((mine, writer) => Task.Factory.StartNew(
            () =>
            {
                var events = 0L;
                long began;
                while ((began = Stopwatch.GetTimestamp()) < end)
                {
                    // A blocking engine's calls have ended when they return.
                    engine.AppendAsync(writer, Payload).AsTask().Wait();
                    mine.Add(Stopwatch.GetTimestamp() - began);
                    events++;
                }

                return events;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Array.ForEach(own, latencies.AddAll);
        return counts.Sum();
    }

    private static byte[] NewPayload()
    {
        var bytes = new byte[EventBytes];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
