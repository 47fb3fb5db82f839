namespace Daybook;

/// <summary>A segment of a store.</summary>
/// <param name="File">Its file, relative to the store's directory.</param>
/// <param name="First">Its first position.</param>
/// <param name="Last">Its last position, inclusive; one before the first when it has no event yet.</param>
/// <param name="Bytes">The length of the file, with room made ahead for events to come.</param>
public sealed record SegmentCount(string File, Position First, Position Last, long Bytes);
