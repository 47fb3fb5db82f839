namespace Daybook.Load.Phases;

internal static class PhaseNames
{
    public const string Batch = "batch-100";
    public const string Load = "load";
    public const string Scan = "scan";
    public const string ScanSingles = "scan-singles";
    public const string ScanCold = "scan-cold";
    public const string Aggregate = "aggregate-10";
    public const string Replay = "replay-100";

    public static readonly IReadOnlyList<int> Writers = [1, 16, 64, 256];

    public const string Condition = "condition";
    public const string GrowthBegin = "nothing";
    public const string GrowthEnd = "everything";

    /// <summary>Plain appends and conditions by some writers, to a store that has grown so far.</summary>
    public static string Growth(int writers, string step) => $"{Condition}-{writers}, after {step}";

    public static string Append(int writers) => $"append-{writers}";
}
