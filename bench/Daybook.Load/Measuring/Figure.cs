namespace Daybook.Load.Measuring;

/// <summary>One number that is no rate.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Subject">Of whom.</param>
/// <param name="Value">In the unit that the measure's name says.</param>
internal sealed record Figure(string Measure, string Subject, double Value)
{
    public const string OpenSingles = "open, appended one by one, ms";
    public const string OpenClean = "open, streams of 10, ms";
    public const string OpenCold = "open, streams of 10, files not in memory, ms";
    public const string OpenKilled = "open, streams of 10, after kill -9, ms";
    public const string OpenLoaded = "open, loaded in batches of 1,000, ms";
    public const string ReplayCold = "replay of 100 scattered events, not in memory, median us";
    public const string AggregateCold = "load of an aggregate of 10 events, not in memory, median us";
    public const string MemoryOfStream = "managed memory of an open store, bytes a stream of 10 events";
    public const string BytesOfBatches = "bytes an event on disk, loaded in batches of 1,000";
    public const string BytesOfSingles = "bytes an event on disk, appended one by one";
}
