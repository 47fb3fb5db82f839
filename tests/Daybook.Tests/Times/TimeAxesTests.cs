using Daybook.Events;

namespace Daybook.Tests.Times;

/// <summary>
/// "What did we know on Monday about Friday": every as of with every effective at, over histories of backdated, future-dated
/// and equal times.
/// </summary>
public sealed class TimeAxesTests
{
    private const int Histories = 1_000;
    private const int HistoriesInFiles = 50;

    private static readonly StreamName Stream = "loan-1";

    /// <summary>The state is the names of the events in the order in which they were folded.</summary>
    private static readonly Fold<string, string> Names = new(new NameCodec(), "", static (state, name) => state.Length == 0 ? name : $"{state} {name}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_as_of_and_effective_at_agrees_with_the_oracle()
    {
        var questions = 0;
        for (var seed = 0; seed < Histories; seed++)
        {
            var clock = new TestClock();
            await using var store = DaybookStore.OpenInMemory(new StoreOptions { TimeProvider = clock });
            questions += await RunAsync(seed, clock, store);
        }

        Assert.True(questions > 100 * Histories, $"{questions} questions");
    }

    [Fact]
    public async Task Every_as_of_and_effective_at_agrees_with_the_oracle_in_files()
    {
        for (var seed = 0; seed < HistoriesInFiles; seed++)
        {
            using var directory = new TempDirectory();
            var clock = new TestClock();
            await using var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { TimeProvider = clock }, Cancel);
            Assert.True(await RunAsync(seed, clock, store) > 0);
        }
    }

    private static async Task<int> RunAsync(int seed, TestClock clock, DaybookStore store)
    {
        await FillAsync(new Random(seed), clock, store);
        var all = await store.ReadAllAsync(cancellationToken: Cancel).ToArrayAsync(Cancel);
        var aggregate = store.Aggregate(Stream, Names);
        var questions = 0;
        foreach (var (asOf, wasKnown) in Points(all))
        {
            foreach (var effectiveAt in Instants(all))
            {
                var expected = TimeAxesOracle.Load(all, Stream, wasKnown, effectiveAt);
                var loaded = await aggregate.LoadAsync(asOf, effectiveAt, Cancel);
                var actual = (loaded.State, loaded.Revision?.Value, (int)loaded.Events);
                Assert.True(expected == actual, $"seed {seed}, as of {asOf}, effective at {effectiveAt:O}: expected {expected}, actual {actual}");
                questions++;
            }
        }

        return questions;
    }

    private static async Task FillAsync(Random random, TestClock clock, DaybookStore store)
    {
        var number = 0;
        for (var appends = random.Next(1, 6); appends > 0; appends--)
        {
            clock.Advance(TimeSpan.FromDays(random.Next(0, 3)));
            var events = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new NewEvent($"e{++number}", default)
            {
                // From two days before the first append to two days after the last, on a grid, so that equal times are common.
                OccurredAt = random.Next(4) == 0 ? null : TestClock.Noon.AddDays(random.Next(-2, 13)).ToOffset(TimeSpan.FromHours(random.Next(-5, 6))),
            }).ToArray();
            var stream = random.Next(5) == 0 ? new StreamName("other") : Stream;
            await store.AppendAsync(stream, ExpectedRevision.Any, events, Cancel);
        }
    }

    private static IEnumerable<(AsOf? AsOf, Func<RecordedEvent, bool> WasKnown)> Points(RecordedEvent[] all)
    {
        yield return (null, static _ => true);
        yield return (Position.Start, static _ => false);
        foreach (var one in all)
        {
            yield return (one.Position, other => other.Position <= one.Position);
            yield return (one.Revision, other => other.Revision <= one.Revision);
        }

        foreach (var time in all.Select(static one => one.RecordedAt).Distinct())
        {
            yield return (time, other => other.RecordedAt <= time);
            yield return (time.AddTicks(-1), other => other.RecordedAt < time);
        }
    }

    private static IEnumerable<DateTimeOffset?> Instants(RecordedEvent[] all)
    {
        yield return null;
        foreach (var time in all.Select(static one => one.OccurredAt.ToUniversalTime()).Distinct())
        {
            yield return time;
            yield return time.AddTicks(-1);
        }
    }

    private sealed class NameCodec : EventCodec<string>
    {
        public override NewEvent Encode(string typed) => new(typed, default);

        public override string Decode(RecordedEvent recorded) => recorded.Name.Value;
    }
}
