namespace Daybook.Import.Batches;

/// <summary>
/// A stream of the file. The parser counts its events; everything else belongs to the appending side, which runs on another
/// thread, so that neither may touch the other's part.
/// </summary>
internal sealed class ImportStream(StreamName name)
{
    private long eventsParsed;

    public StreamName Name { get; } = name;

    /// <summary>Whether the rest is known from the store.</summary>
    public bool IsLoaded { get; set; }

    /// <summary>Its last recorded revision; null while it has no events.</summary>
    public Revision? Last { get; set; }

    /// <summary>Ids that were recorded in it when it was read; null when there were none.</summary>
    public HashSet<Guid>? RecordedIds { get; set; }

    /// <summary>Ids that the file itself gave its events so far; null when it gave none.</summary>
    public HashSet<Guid>? GivenIds { get; set; }

    /// <summary>Its events in the append that is being put together; null when it has none there.</summary>
    public List<NewEvent>? Part { get; set; }

    /// <summary>True once it is counted in the report.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The number of the last batch that had an event of it.</summary>
    public long LastBatch { get; set; }

    /// <summary>True while it counts among the streams whose ids are kept.</summary>
    public bool KeepsIds { get; set; }

    /// <summary>The place of the file's next event for it, from 0. The parser's.</summary>
    public long NextPlace() => eventsParsed++;
}
