namespace Daybook.Log.Digests;

/// <summary>A segment that is full: nothing is ever added to it.</summary>
/// <param name="FirstPosition">Its first position.</param>
/// <param name="LastPosition">Its last position.</param>
/// <param name="Bytes">Where its last frame ends, which is where the file ends.</param>
internal readonly record struct SealedSegment(long FirstPosition, long LastPosition, long Bytes);
