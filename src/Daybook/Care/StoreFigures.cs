namespace Daybook;

/// <summary>What a store consists of, as it was when it was counted.</summary>
public sealed record StoreFigures
{
    internal StoreFigures()
    {
    }

    /// <summary>The store's id.</summary>
    public required Guid StoreId { get; init; }

    /// <summary>Recorded events.</summary>
    public required long Events { get; init; }

    /// <summary>Streams.</summary>
    public required long Streams { get; init; }

    /// <summary>Different categories of streams.</summary>
    public required long Categories { get; init; }

    /// <summary>Different event names.</summary>
    public required long EventNames { get; init; }

    /// <summary>Different tags.</summary>
    public required long Tags { get; init; }

    /// <summary>The categories with the most events, at most 1,000, the most first.</summary>
    public required IReadOnlyList<NamedCount> LargestCategories { get; init; }

    /// <summary>The event names with the most events, at most 1,000, the most first.</summary>
    public required IReadOnlyList<NamedCount> LargestEventNames { get; init; }

    /// <summary>Files by kind: an extension of files that are many, or a name; in order.</summary>
    public required IReadOnlyList<FileCount> Files { get; init; }

    /// <summary>All segments, in the order of positions.</summary>
    public required IReadOnlyList<SegmentCount> Segments { get; init; }

    /// <summary>Bytes of all files together, with room made ahead for events to come.</summary>
    public long Bytes => Files.Sum(static kind => kind.Bytes);

    /// <summary>Bytes of all files for each event; null for an empty store.</summary>
    public double? BytesPerEvent => Events == 0 ? null : (double)Bytes / Events;

    /// <summary>The part of all bytes that is index, 0 to 1; 0 for a store without files.</summary>
    public double IndexShare => Bytes == 0 ? 0 : (double)Files.Where(static kind => kind.Kind == ".idx").Sum(static kind => kind.Bytes) / Bytes;
}
