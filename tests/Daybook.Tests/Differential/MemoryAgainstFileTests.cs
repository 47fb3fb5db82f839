using System.Collections.Concurrent;
using System.Globalization;

namespace Daybook.Tests.Differential;

/// <summary>The memory store is the contract said plainly; the file store must answer exactly the same to everything.</summary>
public sealed class MemoryAgainstFileTests
{
    private const int Histories = 500;
    private const int Appends = 32;
    private const int Reads = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_store_and_file_store_answer_the_same_to_random_histories()
    {
        var kinds = new ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Histories),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel },
            async (seed, _) => await RunAsync(seed, kinds));

        // Each kind of answer must have come up, or the comparison proves little.
        Assert.All(["new", "repeat", "conflict", "unmet", "reused", "closed"], kind => Assert.True(kinds.GetValueOrDefault(kind) > Histories, $"{kind}: {kinds.GetValueOrDefault(kind)}"));
    }

    private static async Task RunAsync(int seed, ConcurrentDictionary<string, int> kinds)
    {
        using var directory = new TempDirectory();
        var history = new History(seed);
        var clock = new TestClock();
        var options = new StoreOptions { TimeProvider = clock, SegmentSizeBytes = 8 * 1024, ReadCacheBytes = seed % 3 * 4096 };
        await using var memory = DaybookStore.OpenInMemory(options);
        var file = await DaybookStore.OpenAsync(directory.Store, options, Cancel);
        try
        {
            for (var index = 0; index < Appends; index++)
            {
                clock.Advance(history.Pause());
                var (append, conditions) = (history.NextAppend(), history.NextConditions());
                var inMemory = await AnswerAsync(memory, append, conditions);
                var inFile = await AnswerAsync(file, append, conditions);
                Assert.True(inMemory == inFile, $"seed {seed}, append {index}:\n memory {inMemory}\n file   {inFile}");
                Count(kinds, inMemory, history, append);
                if (history.NextTruncation() is { } before)
                {
                    await memory.TruncateStreamAsync("a-1", before, Cancel);
                    await file.TruncateStreamAsync("a-1", before, Cancel);
                    history.RecordedOthers(1);
                }

                if (history.Happens(5))
                {
                    await file.DisposeAsync();
                    file = await DaybookStore.OpenAsync(directory.Store, options, Cancel);
                }
            }

            await CompareReadsAsync(seed, history, clock, memory, file);
        }
        finally
        {
            await file.DisposeAsync();
        }
    }

    private static async Task CompareReadsAsync(int seed, History history, TestClock clock, DaybookStore memory, DaybookStore file)
    {
        async Task SameAsync<T>(string what, Func<DaybookStore, IAsyncEnumerable<T>> read, Func<T, string> text)
        {
            var inMemory = string.Join("\n", await read(memory).Select(text).ToArrayAsync(Cancel));
            var inFile = string.Join("\n", await read(file).Select(text).ToArrayAsync(Cancel));
            Assert.True(inMemory == inFile, $"seed {seed}, {what}:\n memory {inMemory}\n file {inFile}");
        }

        await SameAsync("all", static store => store.ReadAllAsync(cancellationToken: Cancel), Text);
        await SameAsync("streams", static store => store.ListStreamsAsync(cancellationToken: Cancel), static one => $"{one}");
        await SameAsync("streams of a prefix", static store => store.ListStreamsAsync("a-", Cancel), static one => $"{one}");
        for (var index = 0; index < Reads; index++)
        {
            var (streamRead, storeRead) = (history.NextStreamRead(), history.NextStoreRead(clock.GetUtcNow()));
            await SameAsync($"{streamRead}", store => store.ReadStreamAsync("a-1", streamRead, Cancel), Text);
            await SameAsync($"short {streamRead}", store => store.ReadStreamAsync(History.ShortStream(index), streamRead, Cancel), Text);
            await SameAsync($"{storeRead}", store => store.ReadAllAsync(storeRead, Cancel), Text);
            var query = history.NextQuery();
            await SameAsync($"{query}, {storeRead}", store => store.ReadAsync(query, storeRead, Cancel), Text);
            await SameAsync($"{query}", store => store.ReadAsync(query, cancellationToken: Cancel), Text);
        }
    }

    private static async Task<string> AnswerAsync(DaybookStore store, StreamEvents[] append, AppendCondition[] conditions)
    {
        try
        {
            return await store.TryAppendAsync(append, conditions, Cancel) switch
            {
                Appended done => $"{(done.WasRepeat ? "repeat" : "new")} {string.Join(",", done.Positions)} {string.Join(",", done.LastRevisions)} {done.RecordedAt.ToString("O", CultureInfo.InvariantCulture)}",
                RevisionConflict conflict => $"conflict {conflict}",
                ConditionConflict conflict => $"unmet {conflict}",
                var other => $"unknown {other}",
            };
        }
        catch (EventIdReusedException failure)
        {
            return $"reused {failure.Message}";
        }
        catch (StreamClosedException failure)
        {
            return $"closed {failure.Message}";
        }
    }

    private static void Count(ConcurrentDictionary<string, int> kinds, string answer, History history, StreamEvents[] append)
    {
        var kind = answer[..answer.IndexOf(' ', StringComparison.Ordinal)];
        kinds.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        if (kind == "new")
        {
            history.Recorded(append);
        }
    }

    /// <summary>What a store records by itself has an id that it draws.</summary>
    private static string IdOf(RecordedEvent one) => one.Name.Value == SystemEvents.StreamMetadata ? "drawn" : $"{one.Id}";

    private static string Text(RecordedEvent one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Position} {one.Stream} {one.Revision} {one.Name} {IdOf(one)} {one.RecordedAt:O} {one.OccurredAt:O} {string.Join(",", one.Tags)} {Convert.ToHexString(one.Metadata.Span)} {Convert.ToHexString(one.Data.Span)}");
}
