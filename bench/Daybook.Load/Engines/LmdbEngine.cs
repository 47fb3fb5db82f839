using System.Buffers.Binary;
using LightningDB;

namespace Daybook.Load.Engines;

/// <summary>LMDB with its default flush at every commit, keyed by position and appended in key order.</summary>
internal sealed class LmdbEngine : QueuedEngine
{
    private const long MapBytes = 16L << 30;

    private readonly LightningEnvironment environment;
    private readonly LightningDatabase database;
    private long next;

    public LmdbEngine(string directory)
    {
        LmdbLibrary.PreferTheSystems();
        Directory.CreateDirectory(directory);
        environment = new LightningEnvironment(directory) { MapSize = MapBytes };
        environment.Open();
        using var scope = environment.BeginTransaction();
        database = scope.OpenDatabase();
        next = scope.GetEntriesCount(database);
        scope.Commit();
    }

    protected override void Commit(IReadOnlyList<Row> rows)
    {
        using var scope = environment.BeginTransaction();
        Span<byte> key = stackalloc byte[sizeof(long)];
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteInt64BigEndian(key, next++);
            Check(scope.Put(database, key, row.Data, PutOptions.AppendData));
        }

        Check(scope.Commit());
    }

    protected override long Scan()
    {
        using var scope = environment.BeginTransaction(TransactionBeginFlags.ReadOnly);
        using var rows = scope.CreateCursor(database);
        var count = 0L;
        while (rows.Next().resultCode == MDBResultCode.Success)
        {
            count += rows.GetCurrent().value.AsSpan().IsEmpty ? 0 : 1;
        }

        return count;
    }

    protected override void Close()
    {
        database.Dispose();
        environment.Dispose();
    }

    private static void Check(MDBResultCode code)
    {
        if (code != MDBResultCode.Success)
        {
            throw new IOException($"LMDB answered {code}.");
        }
    }
}
