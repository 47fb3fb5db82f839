using Microsoft.Data.Sqlite;

namespace Daybook.Load.Engines;

/// <summary>What both uses of SQLite share.</summary>
internal static class SqliteFile
{
    public static SqliteConnection Open(string directory, string schema)
    {
        Directory.CreateDirectory(directory);
        var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "events.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {schema}";
        command.ExecuteNonQuery();
        return connection;
    }

    public static int CountBlobs(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return CountBlobs(command);
    }

    /// <summary>Reads the first column of every row into one buffer; returns how many rows had bytes there.</summary>
    public static int CountBlobs(SqliteCommand command)
    {
        var buffer = new byte[4096];
        var count = 0;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            count += rows.GetBytes(0, 0, buffer, 0, buffer.Length) > 0 ? 1 : 0;
        }

        return count;
    }
}
