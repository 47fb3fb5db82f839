namespace Daybook.Torture;

/// <summary>How much is done: a minute's worth in the check, more at night.</summary>
internal static class Size
{
    public static bool IsNightly { get; } = Environment.GetEnvironmentVariable("DAYBOOK_NIGHTLY") == "1";

    /// <summary>Workers at once; more than cores, because a worker mostly waits for the disk and for strace.</summary>
    public static ParallelOptions Parallel { get; } = new() { MaxDegreeOfParallelism = 3 };
}
