namespace Daybook;

/// <summary>A name and how many events have it.</summary>
/// <param name="Name">A category or an event name.</param>
/// <param name="Events">Recorded events.</param>
public sealed record NamedCount(string Name, long Events);
