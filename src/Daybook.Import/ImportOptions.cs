namespace Daybook.Import;

/// <summary>How a file is imported.</summary>
public sealed record ImportOptions
{
    /// <summary>Events in one atomic, durable append; 1 to 10,000. Default 2,000.</summary>
    public int BatchEvents { get; init; } = 2_000;

    /// <summary>What stands before the case's name in the stream's name, for XES. Default <c>case-</c>.</summary>
    public string StreamPrefix { get; init; } = "case-";

    /// <summary>Size of the input, bytes, for progress; null when unknown.</summary>
    public long? InputBytes { get; init; }
}
