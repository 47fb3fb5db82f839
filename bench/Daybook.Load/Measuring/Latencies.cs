using System.Diagnostics;

namespace Daybook.Load.Measuring;

/// <summary>How long each call took. One writer's own; not thread-safe.</summary>
internal sealed class Latencies
{
    private readonly List<long> ticks = new(1 << 12);

    public void Add(long stopwatchTicks) => ticks.Add(stopwatchTicks);

    public void AddAll(Latencies others) => ticks.AddRange(others.ticks);

    /// <summary>The latency that a share of the calls did not exceed, microseconds; 0 without calls.</summary>
    public double Microseconds(double share)
    {
        if (ticks.Count == 0)
        {
            return 0;
        }

        ticks.Sort();
        return ticks[(int)Math.Min(ticks.Count - 1, share * ticks.Count)] * 1e6 / Stopwatch.Frequency;
    }
}
