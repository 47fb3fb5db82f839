using System.Globalization;
using Daybook.Load.Engines;

namespace Daybook.Load;

/// <summary>What was asked on the command line.</summary>
internal sealed record Arguments
{
    /// <summary>Turns that each subject gets in each phase at least.</summary>
    public const int Turns = 3;

    public const string Usage = """
        Measures the store beside its peers and the raw disk. Talk goes to the error stream, results to the output.
          --quick            under a minute, and only the nearest peers
          --smoke            a few seconds, everything in its smallest size: that it runs, not how fast
          --json             one line of JSON with the figures that goals are about
          --markdown         all tables, as docs/benchmarks.md has them
          --write            put the figures into docs/benchmarks.md of the repository that it is started in
          --seconds N        how long each engine works in each phase (default 3; quick 0.7)
          --events N         how many events are loaded and scanned (default 1000000; quick 200000)
          --streams N        how many streams of 10 events there are to load aggregates from (default 200000; not in quick)
          --growth N         how many events conditions are measured after (default 1000000; not in quick)
          --dir PATH         where the stores are made and removed (default: the system's directory for temporary files)
          --peers a,b        which peers (daybook-any, daybook-if, sqlite, sqlite-streams, rocksdb, rocksdb-threads, fasterlog, lmdb; none)
          --phases a,b       which phases (append-1, append-16, append-64, append-256, batch-100, load, replay-100, aggregate-10,
                             condition)
          --slow-flush 2ms   our store alone, on a disk whose flushes take that much longer
        """;

    public bool Quick { get; private init; }

    /// <summary>Everything in its smallest size, to see that it runs.</summary>
    public bool Smoke { get; private init; }

    public bool Write { get; private init; }

    public bool Json { get; private init; }

    public bool Markdown { get; private init; }

    /// <summary>How long each subject works in each phase, over all its turns.</summary>
    public TimeSpan Time { get; private init; }

    /// <summary>Events loaded and scanned.</summary>
    public int Events { get; private init; }

    /// <summary>Streams that each of 64 writers fills in the store for replays.</summary>
    public int StreamsPerWriter => Smoke ? 2 : Quick ? 20 : 100;

    /// <summary>Streams of 10 events each from which aggregates are loaded; 0 to leave that out.</summary>
    public int Streams { get; private init; }

    /// <summary>Events that the store has when conditions are measured last; 0 to leave that out.</summary>
    public long Growth { get; private init; }

    /// <summary>How often something that must be prepared each time is measured.</summary>
    public int Samples => Smoke ? 3 : 100;

    /// <summary>What the raw disk fills with zeros before it is measured.</summary>
    public int ZeroedBytes => Smoke ? 8 << 20 : 128 << 20;

    public string Root { get; private init; } = "";

    /// <summary>Names of the engines besides our own.</summary>
    public IReadOnlyList<string> Peers { get; private init; } = [];

    /// <summary>Names of the phases to run; empty for all.</summary>
    public IReadOnlyList<string> Phases { get; private init; } = [];

    /// <summary>What each flush takes longer; null for the disk as it is.</summary>
    public TimeSpan? SlowFlush { get; private init; }

    public bool Wants(string phase) => Phases.Count == 0 || Phases.Contains(phase);

    /// <summary>Throws <see cref="FormatException"/> with a sentence for the user.</summary>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var given = Split(words);
        var quick = given.ContainsKey("--quick");
        var smoke = given.ContainsKey("--smoke");
        var slow = given.TryGetValue("--slow-flush", out var flush) ? Milliseconds(flush) : (TimeSpan?)null;
        var everything = EngineCatalog.All.Select(static kind => kind.Name).Where(static name => name != EngineCatalog.Ours).ToArray();
        var peers = given.TryGetValue("--peers", out var names)
            ? names.Split(',', StringSplitOptions.RemoveEmptyEntries).Except(["none"]).ToArray()
            : quick ? EngineCatalog.Quick : everything;
        if (peers.Except(everything).FirstOrDefault() is { } unknown)
        {
            throw new FormatException($"There is no peer '{unknown}'; there are {string.Join(", ", everything)}.");
        }

        return new Arguments
        {
            Quick = quick,
            Smoke = smoke,
            Write = given.ContainsKey("--write"),
            Json = given.ContainsKey("--json"),
            Markdown = given.ContainsKey("--markdown"),
            Time = TimeSpan.FromSeconds(Number(given.GetValueOrDefault("--seconds"), smoke ? 0.03 : quick ? 0.7 : 3)),
            Events = (int)Number(given.GetValueOrDefault("--events"), smoke ? 6_000 : quick ? 200_000 : 1_000_000),
            Streams = quick ? 0 : (int)Number(given.GetValueOrDefault("--streams"), smoke ? 1_000 : 200_000),
            Growth = quick ? 0 : (long)Number(given.GetValueOrDefault("--growth"), smoke ? 2_000 : 1_000_000),
            Root = Path.Combine(
                given.GetValueOrDefault("--dir") ?? Path.GetTempPath(),
                smoke ? $"daybook-load-{Environment.ProcessId}" : "daybook-load"),
            Peers = slow is null ? peers : [],
            Phases = given.GetValueOrDefault("--phases")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            SlowFlush = slow,
        };
    }

    private static Dictionary<string, string> Split(IReadOnlyList<string> words)
    {
        var given = new Dictionary<string, string>();
        for (var index = 0; index < words.Count; index++)
        {
            switch (words[index])
            {
                case "--quick" or "--smoke" or "--write" or "--json" or "--markdown":
                    given[words[index]] = "";
                    break;
                case "--seconds" or "--events" or "--streams" or "--growth" or "--dir" or "--peers" or "--phases" or "--slow-flush" when index + 1 < words.Count:
                    given[words[index]] = words[++index];
                    break;
                default:
                    throw new FormatException($"'{words[index]}' is not understood, or lacks its value.");
            }
        }

        return given;
    }

    private static double Number(string? text, double otherwise) =>
        text is null ? otherwise
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new FormatException($"'{text}' is not a number above zero.");

    private static TimeSpan Milliseconds(string text) =>
        text.EndsWith("ms", StringComparison.Ordinal) && Number(text[..^2], 0) is >= 1 and var number
            ? TimeSpan.FromMilliseconds(number)
            : throw new FormatException($"'{text}' is no time such as 2ms, 1ms or more.");
}
