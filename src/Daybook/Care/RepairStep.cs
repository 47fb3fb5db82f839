namespace Daybook;

/// <summary>What repairing a store does about something that is wrong with it.</summary>
public enum RepairStep
{
    /// <summary>Nothing: opening for writing puts it right by itself, and no event is concerned.</summary>
    LeftToOpening,

    /// <summary>The file is set aside and made again from the events.</summary>
    Rebuilt,

    /// <summary>The store is cut off before it; what follows is set aside.</summary>
    Cut,

    /// <summary>It cannot be repaired; only a backup helps.</summary>
    Impossible,
}
