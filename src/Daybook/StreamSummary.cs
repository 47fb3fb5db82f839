namespace Daybook;

/// <summary>A stream and where it ends.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="LastRevision">The revision of its last event; the stream has one event more than this number.</param>
public sealed record StreamSummary(StreamName Stream, Revision LastRevision);
