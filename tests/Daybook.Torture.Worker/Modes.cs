using Daybook.Import;

namespace Daybook.Torture.Worker;

/// <summary>What a worker can be asked to do.</summary>
internal static class Modes
{
    /// <summary>Small enough that a few appends need a new segment.</summary>
    public const int SegmentSizeBytes = 8192;

    private static readonly Lock Gate = new();
    private static readonly StreamWriter Output = new(Console.OpenStandardOutput()) { AutoFlush = true };

    /// <summary>So that index files are written all the time, in the background, and merged.</summary>
    public const int IndexPartEvents = 16;

    /// <summary>So many that no part is full before the end, when what there is of the index is written by the thread that closes.</summary>
    private const int IndexAtTheEnd = 64;

    private static StoreOptions Options => new() { SegmentSizeBytes = SegmentSizeBytes, IndexPartEvents = IndexAtTheEnd };

    /// <summary>Several writers append until the process is killed.</summary>
    public static Task<int> AppendAsync(string path, int run, int writers, int segmentSizeBytes) => RefusalSaidAsync(async () =>
    {
        await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { SegmentSizeBytes = segmentSizeBytes, IndexPartEvents = IndexPartEvents, DigestLagEvents = IndexPartEvents });
        Say("open");
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; ; number++)
            {
                await TryAsync(store, new Turn(run, writer, number, 20 + ((number + run) % 11 * 60)));
            }
        })));
    });

    /// <summary>
    /// Opens, appends so that a segment is rolled, reads, and closes, all on one thread: the calls to the system then come in
    /// the same order every time, and strace, which counts by thread, counts all of them. For that the pool must have one
    /// thread (DOTNET_ThreadPool_ForceMaxWorkerThreads), and no commit may seem slow, or the caller's thread would be spared it.
    /// </summary>
    public static Task<int> ScriptAsync(string path, int run) => Task.Run(() => RefusalSaidAsync(async () =>
        {
            await using (var store = await DaybookStore.OpenAsync(path, Options with { TimeProvider = new TimelessClock() }))
            {
                Say("open");
                for (var number = 0; number < 4; number++)
                {
                    await TryAsync(store, new Turn(run, 0, number, 900));
                }

                await SayWhatIsReadAsync(store);
            }

            Say("closed");
        }));

    /// <summary>Has the store open until its input ends.</summary>
    public static Task<int> HoldAsync(string path) => RefusalSaidAsync(async () =>
    {
        await using var store = await DaybookStore.OpenAsync(path, Options);
        Say("open");
        Console.In.ReadLine();
    });

    /// <summary>Opens a reader, waits for a line of input, and lets it catch up three times, all on one thread.</summary>
    public static Task<int> FollowAsync(string path) => RefusalSaidAsync(async () =>
    {
        await using var reader = await DaybookStore.OpenAsync(path, Options with { ReadOnly = true, ReadCacheBytes = 0 });
        Say("open");
        Console.In.ReadLine();
        Say("follow");
        await SayWhatIsReadAsync(reader);
        await SayWhatIsReadAsync(reader);
        await SayWhatIsReadAsync(reader);
    });

    /// <summary>Reads everything, and keeps nothing of it.</summary>
    public static Task<int> ReadAsync(string path) => RefusalSaidAsync(async () =>
    {
        await using var store = await DaybookStore.OpenAsync(path, Options with { ReadOnly = true, ReadCacheBytes = 0 });
        await SayWhatIsReadAsync(store);
    });

    public static Task<int> ImportAsync(string path, string file, string format, int batchEvents) => RefusalSaidAsync(async () =>
    {
        await using var store = await DaybookStore.OpenAsync(path);
        Say("open");
        await using var input = File.OpenRead(file);
        var report = await Importer.ImportAsync(
            store, input, Enum.Parse<ImportFormat>(format), new ImportOptions { BatchEvents = batchEvents }, new SaidProgress());
        Say($"imported {report.Added} {report.AlreadyThere}");
    });

    /// <summary>Works with so many file handles as its input says line by line, all others being taken.</summary>
    public static Task<int> StarveAsync(string path) => Starved.RunAsync(path, Options with { TimeProvider = new TimelessClock() });

    public static async Task TryAsync(DaybookStore store, Turn turn)
    {
        var events = turn.Events();
        Say($"try {turn}");
        try
        {
            var appended = await store.AppendAsync(turn.Stream, ExpectedRevision.Any, events);
            Say($"ack {turn} {appended.Positions[0]}");
        }
        catch (DaybookException failure)
        {
            Say($"failed {turn} {failure.Code}");
        }
    }

    public static async Task SayWhatIsReadAsync(DaybookStore store)
    {
        try
        {
            Say($"saw {await store.ReadAllAsync().CountAsync()}");
        }
        catch (DaybookException failure)
        {
            Say($"unread {failure.Code} {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    public static void Say(string line)
    {
        lock (Gate)
        {
            Output.WriteLine(line);
        }
    }

    private static async Task<int> RefusalSaidAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (DaybookException refused)
        {
            Say($"refused {refused.Code} {refused.Message.ReplaceLineEndings(" ")}");
            return 9;
        }
        catch (Exception unexpected)
        {
            Say($"unexpected {unexpected.ToString().ReplaceLineEndings(" ")}");
            return 10;
        }
    }

    private sealed class SaidProgress : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => Say($"batch {value.EventsAdded}");
    }

    /// <summary>Tells the time, but not how long something takes.</summary>
    private sealed class TimelessClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
