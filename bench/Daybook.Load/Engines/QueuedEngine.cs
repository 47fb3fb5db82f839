namespace Daybook.Load.Engines;

/// <summary>
/// A store whose commits are synchronous and one at a time. A lone writer and a batch commit on the caller's own thread;
/// several writers go through a queue, which is what makes such a store fast for them.
/// </summary>
internal abstract class QueuedEngine : IEngine
{
    private readonly WriteQueue queue;

    protected QueuedEngine() => queue = new WriteQueue(Commit);

    public virtual bool BlocksWriters => false;

    public ValueTask AppendAloneAsync(byte[] data)
    {
        Commit([new Row(0, data)]);
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask AppendAsync(int writer, byte[] data) => new(queue.AppendAsync(new Row(writer, data)));

    public ValueTask AppendBatchAsync(IReadOnlyList<byte[]> batch)
    {
        Commit([.. batch.Select(static data => new Row(Row.OfBatch, data))]);
        return ValueTask.CompletedTask;
    }

    public ValueTask<long> ScanAsync() => ValueTask.FromResult(Scan());

    public ValueTask DisposeAsync()
    {
        queue.Dispose();
        Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes events in one durable step; never called by two threads at once.</summary>
    protected abstract void Commit(IReadOnlyList<Row> rows);

    protected abstract long Scan();

    protected abstract void Close();
}
