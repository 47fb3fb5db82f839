using System.Collections.Concurrent;

namespace Daybook.Torture;

/// <summary>
/// Sixteen racers over queries that overlap, on one file store. Every answer that any of them got is judged afterwards by a
/// scan over the final record: no append was accepted that its condition forbids, and none refused without the reason named.
/// </summary>
public sealed class RaceTests(ITestOutputHelper output)
{
    private const int Racers = 16;
    private const int AttemptsPerRound = 20_000;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("DAYBOOK_NIGHTLY") == "1" ? 50 : 1;

    [Fact]
    public async Task Every_answer_to_racing_conditional_appends_is_justified_by_the_record()
    {
        var (appended, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var directory = Directory.CreateTempSubdirectory("daybook-race-").FullName;
            var attempts = new ConcurrentBag<Attempt>();
            await using (var store = await DaybookStore.OpenAsync(Path.Combine(directory, "store"), new StoreOptions { SegmentSizeBytes = 256 * 1024 }))
            {
                await Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Run(() => RaceAsync(store, new Random((round * Racers) + racer), attempts))));
            }

            await using var reopened = await DaybookStore.OpenAsync(Path.Combine(directory, "store"));
            var record = await RaceRecord.ReadAsync(reopened);
            Assert.All(attempts, attempt => Assert.True(attempt.Fault(record) is null, $"round {round}: {attempt}: {attempt.Fault(record)}"));
            Assert.Equal(record.Head, attempts.Count(static one => one.Outcome is Appended));
            appended += attempts.Count(static one => one.Outcome is Appended);
            refused += attempts.Count(static one => one.Outcome is ConditionConflict);
            Directory.Delete(directory, recursive: true);
        }

        output.WriteLine($"{appended} appended, {refused} refused");
        Assert.Equal(Rounds * AttemptsPerRound, appended + refused);
        Assert.True(Math.Min(appended, refused) > Rounds * AttemptsPerRound / 10, $"{appended} appended and {refused} refused prove little");
    }

    private static async Task RaceAsync(DaybookStore store, Random random, ConcurrentBag<Attempt> attempts)
    {
        var stale = Position.Start;
        for (var turn = 0; turn < AttemptsPerRound / Racers; turn++)
        {
            var one = RaceQueries.NextEvent(random);
            var query = random.Next(3) > 0 ? RaceQueries.QueryOf(one, random) : RaceQueries.NextQuery(random);
            var known = await store.GetHeadAsync();
            var after = random.Next(20) switch
            {
                0 => Position.Start,
                < 4 => stale,
                < 8 => await LastAsync(store, RaceQueries.ToQuery(query)),
                _ => known,
            };
            stale = random.Next(10) == 0 ? known : stale;
            if (random.Next(4) == 0)
            {
                await Task.Yield();
            }

            var id = Guid.CreateVersion7();
            var outcome = await store.TryAppendAsync([RaceQueries.ToAppend(one, id)], [new AppendCondition(RaceQueries.ToQuery(query), after)]);
            attempts.Add(new Attempt(id, query, after.Value, known.Value, (await store.GetHeadAsync()).Value, outcome));
        }
    }

    private static async Task<Position> LastAsync(DaybookStore store, Query query)
    {
        var last = Position.Start;
        await foreach (var one in store.ReadAsync(query, new StoreRead { Backwards = true, Limit = 1 }))
        {
            last = one.Position;
        }

        return last;
    }

    /// <summary>One conditional append, what was known before it, what was there after it, and its answer.</summary>
    private sealed record Attempt(Guid Id, RaceItem[] Query, long After, long Known, long There, AppendOutcome Outcome)
    {
        public string? Fault(RaceRecord record) => Outcome switch
        {
            Appended done when record.PositionOf(Id) != done.LastPosition.Value => $"it is at {record.PositionOf(Id)}",
            Appended done => record.FaultOfAppend(Query, After, Known, done.LastPosition.Value),
            ConditionConflict when record.PositionOf(Id) is { } there => $"it was refused and is at {there}",
            ConditionConflict conflict => record.FaultOfMatch(Query, After, Known, There, conflict.Match.Value),
            _ => $"{Outcome} is no answer to it",
        };
    }
}
