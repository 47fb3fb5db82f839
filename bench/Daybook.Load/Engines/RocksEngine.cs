using System.Buffers.Binary;
using RocksDbSharp;

namespace Daybook.Load.Engines;

/// <summary>
/// RocksDB with a synced write-ahead log, keyed by position. On threads each writer has one and RocksDB makes the groups;
/// otherwise a queue makes them, which is faster for it.
/// </summary>
internal sealed class RocksEngine : QueuedEngine
{
    private readonly RocksDb db;
    private readonly WriteOptions synced = new WriteOptions().SetSync(true);
    private readonly bool onThreads;
    private long next;

    public RocksEngine(string directory, bool onThreads)
    {
        this.onThreads = onThreads;
        var options = new DbOptions()
            .SetCreateIfMissing(true)
            .SetMaxBackgroundCompactions(1)
            .SetWriteBufferSize(128 << 20)
            .SetCompression(Compression.No);
        db = RocksDb.Open(options, directory);
    }

    public override bool BlocksWriters => onThreads;

    public override ValueTask AppendAsync(int writer, byte[] data)
    {
        if (!onThreads)
        {
            return base.AppendAsync(writer, data);
        }

        Span<byte> key = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, Interlocked.Increment(ref next));
        db.Put(key, data, null, synced);
        return ValueTask.CompletedTask;
    }

    protected override void Commit(IReadOnlyList<Row> rows)
    {
        using var batch = new WriteBatch();
        Span<byte> key = stackalloc byte[sizeof(long)];
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteInt64BigEndian(key, Interlocked.Increment(ref next));
            batch.Put(key, row.Data);
        }

        db.Write(batch, synced);
    }

    protected override long Scan()
    {
        using var rows = db.NewIterator();
        var count = 0L;
        for (rows.SeekToFirst(); rows.Valid(); rows.Next())
        {
            count += rows.GetValueSpan().IsEmpty ? 0 : 1;
        }

        return count;
    }

    protected override void Close() => db.Dispose();
}
