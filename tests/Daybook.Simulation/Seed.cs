using System.Globalization;

namespace Daybook.Simulation;

/// <summary>Which seeds a simulation runs, from the environment.</summary>
internal static class Seed
{
    public static bool IsNightly { get; } = Environment.GetEnvironmentVariable("DAYBOOK_NIGHTLY") == "1";

    /// <summary>The one seed to run, from DAYBOOK_SEED; null for all of them.</summary>
    public static int? Only { get; } = Environment.GetEnvironmentVariable("DAYBOOK_SEED") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;
}

/// <summary>Names the seed that brings a failure back, and how.</summary>
internal sealed class SeedFailedException(int seed, string test, string trace, Exception inner) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"""
        Seed {seed}: {inner.Message}
        To run it alone: DAYBOOK_SEED={seed} artifacts/bin/Daybook.Simulation/release/Daybook.Simulation --filter-class Daybook.Simulation.{test}
        The last operations:
        {trace}
        """),
    inner);
