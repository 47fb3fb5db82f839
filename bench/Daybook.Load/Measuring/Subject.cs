namespace Daybook.Load.Measuring;

/// <summary>Something that is measured in a phase.</summary>
/// <param name="Name">As the tables say it.</param>
/// <param name="RunAsync">Works for one turn of about the given time; returns the events done.</param>
/// <param name="Prepare">What comes before each turn and is not measured; null for nothing.</param>
internal sealed record Subject(string Name, Func<TimeSpan, Latencies, Task<long>> RunAsync, Action? Prepare = null);
