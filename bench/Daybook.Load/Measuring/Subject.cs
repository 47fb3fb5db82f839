namespace Daybook.Load.Measuring;

/// <summary>Something that is measured in a phase.</summary>
/// <param name="Name">As the tables say it.</param>
/// <param name="RunAsync">Works for one turn of about the given time; returns the events done.</param>
internal sealed record Subject(string Name, Func<TimeSpan, Latencies, Task<long>> RunAsync);
