namespace Daybook;

/// <summary>Something that is wrong with a store, and what repairing does about it.</summary>
/// <param name="Finding">File, byte, and what it is.</param>
/// <param name="Step">What repairing does.</param>
public sealed record RepairFinding(StoreFinding Finding, RepairStep Step);
