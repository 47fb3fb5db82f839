using System.Text.Json.Serialization;
using Daybook.Events;

namespace Daybook.Tests;

[JsonDerivedType(typeof(Added), "added")]
internal abstract record CounterEvent;

internal sealed record Added(int Amount) : CounterEvent;

internal sealed record Unlisted : CounterEvent;

[JsonSerializable(typeof(CounterEvent))]
internal sealed partial class CounterJson : JsonSerializerContext;

public sealed class DecidingTests
{
    private static readonly Fold<int, CounterEvent> Sum =
        new(CounterJson.Default.CounterEvent, 0, static (sum, happened) => sum + ((Added)happened).Amount);

    [Fact]
    public async Task Racing_decisions_are_decided_again_until_all_are_recorded()
    {
        await using var store = DaybookStore.OpenInMemory();
        var options = new DecideOptions { MaxAttempts = 1_000 };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var turn = 0; turn < 50; turn++)
            {
                await store.Aggregate("c", Sum).DecideAsync(static sum => [new Added(sum + 1 - sum)], options);
            }
        })));

        Assert.Equal(400, (await store.Aggregate("c", Sum).LoadAsync()).State);
    }

    [Fact]
    public async Task Conflicts_at_every_attempt_become_an_exception()
    {
        await using var store = DaybookStore.OpenInMemory();
        var attempts = 0;

        var conflict = await Assert.ThrowsAsync<AppendConflictException>(async () => await store.Aggregate("c", Sum).DecideAsync(
            _ =>
            {
                attempts++;
                Assert.True(store.AppendAsync("c", ExpectedRevision.Any, [Sum.Codec.Encode(new Added(1))]).AsTask().IsCompletedSuccessfully);
                return new CounterEvent[] { new Added(1) };
            },
            new DecideOptions { MaxAttempts = 3 }));

        Assert.Equal(3, attempts);
        Assert.Equal("c", conflict.Stream.Value);
    }

    [Fact]
    public async Task A_refusal_is_a_value_and_records_nothing()
    {
        await using var store = DaybookStore.OpenInMemory();

        var decided = await store.Aggregate("c", Sum).DecideAsync(static _ => new Decision<string, CounterEvent>("no", []));

        Assert.Equal(("no", null, 1), (decided.Result, decided.Appended, decided.Attempts));
        Assert.Equal(Position.Start, await store.GetHeadAsync());
    }

    [Theory]
    [InlineData(LoadOption.Cached)]
    [InlineData(LoadOption.AssumeNew)]
    public async Task A_stale_start_is_healed_by_deciding_again(LoadOption load)
    {
        await using var store = DaybookStore.OpenInMemory();
        var aggregate = store.Aggregate("c", Sum);
        await aggregate.DecideAsync(static _ => [new Added(1)]);
        await store.AppendAsync("c", ExpectedRevision.Any, [Sum.Codec.Encode(new Added(10))]);

        var decided = await aggregate.DecideAsync(
            static sum => new Decision<int, CounterEvent>(sum, new Added(100)), new DecideOptions { Load = load });

        Assert.Equal((11, 2), (decided.Result, decided.Attempts));
    }

    [Fact]
    public async Task Stored_names_are_those_of_the_family_and_not_in_the_data()
    {
        await using var store = DaybookStore.OpenInMemory();
        var metadata = new EventMetadata { User = "ada", CorrelationId = "c-1", Others = new Dictionary<string, string> { ["app"] = "test" } };
        await store.Aggregate("c", Sum).DecideAsync(static _ => [new Added(5)], new DecideOptions { Metadata = metadata });

        await foreach (var one in store.ReadAllAsync())
        {
            Assert.Equal("added", one.Name.Value);
            Assert.Equal("{\"Amount\":5}"u8.ToArray(), one.Data.ToArray());
            Assert.Equal("ada", EventMetadata.Parse(one.Metadata).User);
            Assert.Equal("test", EventMetadata.Parse(one.Metadata).Others["app"]);
        }
    }

    [Fact]
    public async Task Unknown_names_and_unreadable_data_are_errors()
    {
        await using var store = DaybookStore.OpenInMemory();
        await store.AppendAsync("name", ExpectedRevision.Any, [new NewEvent("removed", "{}"u8.ToArray())]);
        await store.AppendAsync("data", ExpectedRevision.Any, [new NewEvent("added", "{\"Amount\":"u8.ToArray())]);

        await Assert.ThrowsAsync<UnknownEventException>(async () => await store.Aggregate("name", Sum).LoadAsync());
        await Assert.ThrowsAsync<UnknownEventException>(async () => await store.Aggregate("data", Sum).LoadAsync());
        Assert.Throws<ArgumentException>(() => Sum.Codec.Encode(new Unlisted()));
    }
}
