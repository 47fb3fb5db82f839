using System.Globalization;
using System.Text;
using Daybook.Events;

namespace Daybook.Tests;

public sealed class TwoTimeAxesTests
{
    private static readonly Fold<string, string> Names = new(new NameCodec(), "", static (state, name) => state + name);

    [Fact]
    public async Task A_thousand_histories_agree_with_a_plain_oracle()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            await using var store = DaybookStore.OpenInMemory();
            await FillAsync(store, random);
            var aggregate = store.Aggregate("s", Names);
            var all = new List<RecordedEvent>();
            await foreach (var one in store.ReadStreamAsync("s"))
            {
                all.Add(one);
            }

            foreach (var known in all.Select(static one => one.RecordedAt).Distinct().Append(DateTimeOffset.MinValue))
            {
                Assert.Equal(Oracle(all, known, null), (await aggregate.LoadAsync(asOf: known)).State);
                foreach (var effective in all.Select(static one => one.OccurredAt).Distinct())
                {
                    var loaded = await aggregate.LoadAsync(asOf: known, effectiveAt: effective);
                    Assert.True(Oracle(all, known, effective) == loaded.State, $"seed {seed}");
                }
            }
        }
    }

    [Fact]
    public async Task A_position_and_a_revision_are_points_of_the_record_too()
    {
        await using var store = DaybookStore.OpenInMemory();
        await store.AppendAsync("other", ExpectedRevision.Any, [new NewEvent("x", default)]);
        await store.AppendAsync("s", ExpectedRevision.Any, [new NewEvent("a", default), new NewEvent("b", default), new NewEvent("c", default)]);
        var aggregate = store.Aggregate("s", Names);

        Assert.Equal("ab", (await aggregate.LoadAsync(asOf: new Position(3))).State);
        Assert.Equal("ab", (await aggregate.LoadAsync(asOf: new Revision(1))).State);
        Assert.Equal("", (await aggregate.LoadAsync(asOf: Position.Start)).State);
    }

    private static string Oracle(List<RecordedEvent> all, DateTimeOffset known, DateTimeOffset? effective)
    {
        var events = all.Where(one => one.RecordedAt <= known);
        if (effective is { } instant)
        {
            events = events.Where(one => one.OccurredAt <= instant).OrderBy(static one => one.OccurredAt).ThenBy(static one => one.Position.Value);
        }

        return string.Concat(events.Select(static one => one.Name.Value));
    }

    /// <summary>Backdated, future-dated and equal times, and some events without.</summary>
    private static async Task FillAsync(DaybookStore store, Random random)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var append = 0; append < random.Next(1, 6); append++)
        {
            var events = Enumerable.Range(0, random.Next(1, 4)).Select(index =>
                new NewEvent($"{append}{(char)('a' + index)}", Encoding.UTF8.GetBytes(append.ToString(CultureInfo.InvariantCulture)))
                {
                    OccurredAt = random.Next(4) == 0 ? null : start.AddDays(random.Next(-3, 400)).ToOffset(TimeSpan.FromHours(random.Next(-5, 6))),
                });
            await store.AppendAsync("s", ExpectedRevision.Any, [.. events]);
        }
    }

    private sealed class NameCodec : EventCodec<string>
    {
        public override NewEvent Encode(string typed) => new(typed, default);

        public override string Decode(RecordedEvent recorded) => recorded.Name.Value;
    }
}
