namespace Daybook.Log.IndexCursors;

/// <summary>The positions that a cursor walks, both ends inclusive, and the way through them.</summary>
internal readonly record struct Reach(long First, long Last, bool Backwards);
