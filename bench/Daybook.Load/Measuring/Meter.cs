using System.Diagnostics;

namespace Daybook.Load.Measuring;

/// <summary>Adds up the turns of one subject.</summary>
internal sealed class Meter
{
    private readonly Latencies latencies = new();
    private long events;
    private TimeSpan elapsed;
    private TimeSpan processor;
    private long allocated;

    public async Task RunAsync(Subject subject, TimeSpan turn)
    {
        subject.Prepare?.Invoke();
        var bytes = GC.GetTotalAllocatedBytes();
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        events += await subject.RunAsync(turn, latencies);
        elapsed += Stopwatch.GetElapsedTime(start);
        processor += Environment.CpuUsage.TotalTime - cpu;
        allocated += GC.GetTotalAllocatedBytes() - bytes;
    }

    public Rate ToRate()
    {
        var count = Math.Max(1, events);
        return new Rate(
            events / elapsed.TotalSeconds,
            latencies.Microseconds(0.5),
            latencies.Microseconds(0.99),
            processor.TotalMicroseconds / count,
            (double)allocated / count);
    }
}
