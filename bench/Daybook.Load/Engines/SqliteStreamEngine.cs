using Microsoft.Data.Sqlite;

namespace Daybook.Load.Engines;

/// <summary>
/// The event store that people build on SQLite: stream, revision, id and name beside the payload, unique by stream and
/// revision. The like-for-like peer; the plain table is the faster one.
/// </summary>
internal sealed class SqliteStreamEngine : QueuedEngine, IStreamEngine
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS events(
            position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id BLOB NOT NULL,
            name TEXT NOT NULL, recorded_at INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE(stream, revision))
        """;

    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand select;
    private readonly StreamWalk[] walks;
    private long batchRows;

    /// <param name="directory">Where the database file goes.</param>
    /// <param name="width">How many streams each writer fills at a time.</param>
    public SqliteStreamEngine(string directory, int width)
    {
        walks = StreamWalk.ForWriters(DaybookEngine.MaxWriters, width);
        connection = SqliteFile.Open(directory, Schema);
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO events(stream, revision, id, name, recorded_at, data) VALUES($stream, $revision, $id, 'money-deposited', $at, $data)";
        foreach (var name in (string[])["$stream", "$revision", "$id", "$at", "$data"])
        {
            insert.Parameters.Add(new SqliteParameter(name, null));
        }

        select = connection.CreateCommand();
        select.CommandText = "SELECT data, position, revision, id, name, recorded_at FROM events WHERE stream = $stream ORDER BY revision";
        select.Parameters.Add("$stream", SqliteType.Text);
    }

    public ValueTask AppendToEachAsync(IReadOnlyList<string> streams, long revision, byte[] data)
    {
        using var scope = connection.BeginTransaction();
        insert.Transaction = scope;
        foreach (var stream in streams)
        {
            Insert(stream, revision, data);
        }

        scope.Commit();
        insert.Transaction = null;
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> ReplayAsync(string stream)
    {
        select.Parameters[0].Value = stream;
        return ValueTask.FromResult(SqliteFile.CountBlobs(select));
    }

    protected override void Commit(IReadOnlyList<Row> rows)
    {
        using var scope = connection.BeginTransaction();
        insert.Transaction = scope;
        foreach (var row in rows)
        {
            var (stream, revision) = PlaceOf(row);
            Insert(stream, revision, row.Data);
        }

        scope.Commit();
        insert.Transaction = null;
    }

    protected override long Scan() => SqliteFile.CountBlobs(
        connection, "SELECT data, position, stream, revision, id, name, recorded_at FROM events ORDER BY position");

    protected override void Close()
    {
        insert.Dispose();
        select.Dispose();
        connection.Dispose();
    }

    private void Insert(string stream, long revision, byte[] data)
    {
        insert.Parameters[0].Value = stream;
        insert.Parameters[1].Value = revision;
        insert.Parameters[2].Value = Guid.NewGuid().ToByteArray();
        insert.Parameters[3].Value = DateTime.UtcNow.Ticks;
        insert.Parameters[4].Value = data;
        insert.ExecuteNonQuery();
    }

    private (string Stream, long Revision) PlaceOf(Row row)
    {
        if (row.Writer == Row.OfBatch)
        {
            var (number, revision) = Math.DivRem(batchRows++, StreamWalk.StreamLength);
            return ($"batch-{number}", revision);
        }

        var place = walks[row.Writer].Next();
        return (place.Stream.Value, place.Revision);
    }
}
