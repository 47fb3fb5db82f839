namespace Daybook.Load.Measuring;

/// <summary>One number that is no rate.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Subject">Of whom.</param>
/// <param name="Value">In the unit that the measure's name says.</param>
internal sealed record Figure(string Measure, string Subject, double Value)
{
    public const string OpenClean = "open, appended one by one, ms";
    public const string OpenKilled = "open, appended one by one, after a kill, ms";
    public const string OpenLoaded = "open, loaded in batches of 1,000, ms";
    public const string BytesOfBatches = "bytes an event on disk, loaded in batches of 1,000";
    public const string BytesOfSingles = "bytes an event on disk, appended one by one";
}
