using Daybook.Events;

namespace Daybook;

/// <summary>How a decision is made and recorded.</summary>
public sealed record DecideOptions
{
    /// <summary>The state it starts from. Default <see cref="LoadOption.Fresh"/>.</summary>
    public LoadOption Load { get; init; } = LoadOption.Fresh;

    /// <summary>How often it is decided at most before the conflict becomes an exception; 1 or more. Default 10.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>What is recorded with every event of the decision. The trace context of the running activity is added.</summary>
    public EventMetadata Metadata { get; init; } = new();

    /// <summary>When the events happened; null for "when they are recorded".</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    internal static DecideOptions Default { get; } = new();
}
