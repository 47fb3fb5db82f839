using Daybook.Log.Digests;
using Daybook.Log.Recovery;

namespace Daybook.Log.Repair;

/// <summary>What repairing does about something.</summary>
internal enum RepairAction
{
    /// <summary>Nothing: opening for writing puts it right by itself.</summary>
    Opening,

    /// <summary>The file is set aside and made again from the log.</summary>
    Rebuild,

    /// <summary>The log is cut off before it.</summary>
    Cut,

    /// <summary>It cannot be repaired.</summary>
    None,
}

/// <summary>What is wrong with a log, and what repairing it would do and lose.</summary>
internal sealed record RepairPlan
{
    public required IReadOnlyList<(Finding Finding, RepairAction Action)> Findings { get; init; }

    /// <summary>The last position that stays.</summary>
    public required long Kept { get; init; }

    /// <summary>The last position that is known to have been recorded; the one that stays when nothing is lost.</summary>
    public required long Recorded { get; init; }

    /// <summary>The digest of what stays; null when it is not known.</summary>
    public required DigestMark? Digest { get; init; }

    /// <summary>True when intact segments follow the damage, which a cut would give up as well.</summary>
    public required bool IsInMiddle { get; init; }

    public bool NeedsCut => Findings.Any(static one => one.Action == RepairAction.Cut);

    public bool IsPossible => Findings.All(static one => one.Action != RepairAction.None);

    /// <summary>True when there is something to do that an opening does not do by itself.</summary>
    public bool IsNeeded => Findings.Any(static one => one.Action != RepairAction.Opening);
}
