using Microsoft.Data.Sqlite;

namespace Daybook.Load.Engines;

/// <summary>SQLite in WAL mode with synchronous = FULL, so that every commit is flushed: a table of payloads, no other index.</summary>
internal sealed class SqliteEngine : QueuedEngine
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteParameter data;

    public SqliteEngine(string directory)
    {
        connection = SqliteFile.Open(directory, "CREATE TABLE IF NOT EXISTS events(position INTEGER PRIMARY KEY, data BLOB NOT NULL)");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO events(data) VALUES($data)";
        data = insert.Parameters.Add("$data", SqliteType.Blob);
        insert.Prepare();
    }

    protected override void Commit(IReadOnlyList<Row> rows)
    {
        if (rows.Count == 1)
        {
            data.Value = rows[0].Data;
            insert.ExecuteNonQuery();
            return;
        }

        using var scope = connection.BeginTransaction();
        insert.Transaction = scope;
        foreach (var one in rows)
        {
            data.Value = one.Data;
            insert.ExecuteNonQuery();
        }

        scope.Commit();
        insert.Transaction = null;
    }

    protected override long Scan() => SqliteFile.CountBlobs(connection, "SELECT data FROM events ORDER BY position");

    protected override void Close()
    {
        insert.Dispose();
        connection.Dispose();
    }
}
