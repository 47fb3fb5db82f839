namespace Daybook.Log.Figures;

/// <summary>What a log consists of, as it was when it was counted.</summary>
internal sealed record LogFigures
{
    public required Guid LogId { get; init; }

    /// <summary>The last durable position.</summary>
    public required long Position { get; init; }

    public required long Streams { get; init; }

    public required TermTally Terms { get; init; }

    /// <summary>Files by what they are, in the order of the kinds' names.</summary>
    public required IReadOnlyList<FileKind> Files { get; init; }

    /// <summary>In the order of positions.</summary>
    public required IReadOnlyList<SegmentFigures> Segments { get; init; }
}

/// <summary>Files of one kind.</summary>
/// <param name="Kind">What they are: the extension of files that are many, otherwise the name.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">Their lengths together.</param>
internal sealed record FileKind(string Kind, int Count, long Bytes);

/// <summary>A segment.</summary>
/// <param name="File">Its file, relative to the log's directory.</param>
/// <param name="FirstPosition">Its first position.</param>
/// <param name="LastPosition">Its last durable position; before the first when there is none yet.</param>
/// <param name="Bytes">The length of the file, with room made ahead.</param>
internal sealed record SegmentFigures(string File, long FirstPosition, long LastPosition, long Bytes);
