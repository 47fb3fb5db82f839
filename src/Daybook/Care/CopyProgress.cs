namespace Daybook;

/// <summary>How far a backup or a restore is.</summary>
/// <param name="Events">Events that are copied and checked so far.</param>
/// <param name="Share">The part of all the work that is done, from 0 to 1.</param>
public readonly record struct CopyProgress(long Events, double Share);
