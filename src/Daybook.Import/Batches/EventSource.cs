namespace Daybook.Import.Batches;

/// <summary>A parser of one format. Used by one thread at a time.</summary>
internal abstract class EventSource : IDisposable
{
    /// <summary>Adds the next event of the file to a batch; false, and nothing added, at the end of the file.</summary>
    /// <exception cref="ImportException">The file is not what it must be.</exception>
    public abstract bool ReadNext(ImportBatch batch);

    public abstract void Dispose();
}
