using System.Globalization;

namespace Daybook.Load.Measuring;

/// <summary>What the program says while it works: to the error stream, so that the output holds results only.</summary>
internal sealed class Talk(TextWriter writer)
{
    public void Say(string line) => writer.WriteLine(line);

    public void Say(PhaseResult result)
    {
        foreach (var (name, rate) in result.Rates)
        {
            Say(string.Create(CultureInfo.InvariantCulture,
                $"{result.Name,-12} {name,-16} {rate.PerSecond,12:N0} /s  p50 {rate.MedianMicroseconds,8:N0} us  p99 {rate.P99Microseconds,8:N0} us  cpu {rate.CpuMicroseconds,7:N2} us  alloc {rate.AllocatedBytes,6:N0} B"));
        }
    }
}
