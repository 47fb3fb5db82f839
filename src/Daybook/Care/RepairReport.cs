namespace Daybook;

/// <summary>What is wrong with a store, and what repairing it would lose, or has lost.</summary>
public sealed record RepairReport
{
    internal RepairReport()
    {
    }

    /// <summary>Everything that was found; empty for a sound store.</summary>
    public required IReadOnlyList<RepairFinding> Findings { get; init; }

    /// <summary>The last position that stays, inclusive; <see cref="Position.Start"/> for none.</summary>
    public required Position KeptUpTo { get; init; }

    /// <summary>The last position that is known to have been recorded, inclusive; the same as <see cref="KeptUpTo"/> when nothing is lost.</summary>
    public required Position RecordedUpTo { get; init; }

    /// <summary>
    /// True when intact segments stand behind the damage, which a cut would give up too: that takes agreement to the very position.
    /// </summary>
    public required bool GivesUpIntactEvents { get; init; }

    /// <summary>The directory with all changed files as they were; null when nothing was changed.</summary>
    public string? SetAside { get; init; }

    /// <summary>Recorded events that are not in the store after repairing, damaged and intact ones.</summary>
    public long EventsLost => RecordedUpTo.Value - KeptUpTo.Value;

    /// <summary>True when there is something to do that opening the store for writing does not do by itself.</summary>
    public bool IsNeeded => Findings.Any(static one => one.Step != RepairStep.LeftToOpening);

    /// <summary>True when repairing can be done.</summary>
    public bool IsPossible => Findings.All(static one => one.Step != RepairStep.Impossible);
}
