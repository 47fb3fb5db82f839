namespace Daybook;

/// <summary>The events are durably recorded, by this append or by an earlier one with the same event ids.</summary>
public sealed record Appended : AppendOutcome
{
    internal Appended()
    {
    }

    /// <summary>One position for each event, in the order of the append; at least one.</summary>
    public required IReadOnlyList<Position> Positions { get; init; }

    /// <summary>The revision of the last event of this append in each of its streams, in the order of the append.</summary>
    public required IReadOnlyList<Revision> LastRevisions { get; init; }

    /// <summary>When the last of the events was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>True when an earlier append had recorded them and this one changed nothing.</summary>
    public required bool WasRepeat { get; init; }

    /// <summary>The position of the last event.</summary>
    public Position LastPosition => Positions[^1];

    /// <summary>The revision of the last event in the append's first, usually only, stream.</summary>
    public Revision LastRevision => LastRevisions[0];
}
