namespace Daybook.Log.IndexFiles;

/// <summary>Where a frame lies, what it holds and when: all that is asked of a frame without reading it.</summary>
internal readonly record struct FramePlace
{
    public required long FirstPosition { get; init; }

    /// <summary>Items of the frame, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>The segment's first position.</summary>
    public required long Segment { get; init; }

    /// <summary>Byte in the segment.</summary>
    public required long Offset { get; init; }

    /// <summary>The whole frame, bytes; a multiple of eight.</summary>
    public required int Length { get; init; }

    /// <summary>UTC, 100 ns ticks since 0001-01-01; later than that of the frame before.</summary>
    public required long RecordedTicks { get; init; }

    /// <summary>The earliest occurred-at of its items, UTC ticks; an item that names none occurred when it was recorded.</summary>
    public required long FirstOccurredTicks { get; init; }

    /// <summary>The latest occurred-at of its items, UTC ticks, inclusive.</summary>
    public required long LastOccurredTicks { get; init; }

    public long LastPosition => FirstPosition + Count - 1;

    /// <summary>False when none of its items occurred within a range; true is no answer yet.</summary>
    public bool MayHaveOccurred(in OccurredRange occurred) => occurred.Touches(FirstOccurredTicks, LastOccurredTicks);
}
