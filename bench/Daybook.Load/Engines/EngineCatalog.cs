namespace Daybook.Load.Engines;

/// <summary>Everything that can be measured.</summary>
internal static class EngineCatalog
{
    public const string Ours = "daybook";
    public const string Condition = "daybook-if";
    public const string SqliteStreams = "sqlite-streams";

    /// <summary>Our store and its nearest competitors: what the quick run measures.</summary>
    public static readonly IReadOnlyList<string> Quick = ["sqlite", "rocksdb", "fasterlog", "lmdb"];

    /// <summary>All of them, in the order of the tables.</summary>
    public static readonly IReadOnlyList<EngineKind> All =
    [
        new(Ours, IsPeer: false, static directory => DaybookEngine.OpenAsync(directory)),
        new("daybook-any", IsPeer: false, static directory => DaybookEngine.OpenAsync(directory, expectsRevisions: false)),
        new(Condition, IsPeer: false, ConditionEngine.OpenAsync),
        new("sqlite", IsPeer: true, static directory => Opened(() => new SqliteEngine(directory))),
        new(SqliteStreams, IsPeer: true, static directory => Opened(() => new SqliteStreamEngine(directory, DaybookEngine.DefaultWidth))),
        new("rocksdb", IsPeer: true, static directory => Opened(() => new RocksEngine(directory, onThreads: false))),
        new("rocksdb-threads", IsPeer: true, static directory => Opened(() => new RocksEngine(directory, onThreads: true))),
        new("fasterlog", IsPeer: true, static directory => Opened(() => new FasterEngine(directory))),
        new("lmdb", IsPeer: true, static directory => Opened(() => new LmdbEngine(directory))),
    ];

    public static EngineKind Kind(string name) => All.Single(kind => kind.Name == name);

    public static bool IsPeer(string name) => All.Any(kind => kind.Name == name && kind.IsPeer);

    private static Task<IEngine> Opened(Func<IEngine> open) => Task.Run(open);
}
