using System.Diagnostics;
using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>What is recorded beside the events of a decision.</summary>
public sealed class DecideMetadataTests : IAsyncDisposable
{
    private readonly TestClock clock = new();
    private readonly DaybookStore store;

    public DecideMetadataTests() => store = DaybookStore.OpenInMemory(new StoreOptions { TimeProvider = clock });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Metadata_is_recorded_with_every_event()
    {
        var metadata = new EventMetadata { CorrelationId = "c-1", CausationId = "m-1", User = "Ada", Others = new Dictionary<string, string> { ["channel"] = "branch" } };

        var recorded = await DecideAsync(new DecideOptions { Metadata = metadata });

        Assert.All(recorded, static one =>
        {
            var read = EventMetadata.Parse(one.Metadata);
            Assert.Equal(("c-1", "m-1", "Ada", null), (read.CorrelationId, read.CausationId, read.User, read.TraceParent));
            Assert.Equal("branch", Assert.Single(read.Others).Value);
        });
    }

    [Fact]
    public async Task Without_an_activity_and_without_metadata_nothing_is_recorded()
    {
        var recorded = await DecideAsync(new DecideOptions());

        Assert.All(recorded, static one => Assert.True(one.Metadata.IsEmpty));
    }

    [Fact]
    public async Task The_running_activity_is_recorded_as_traceparent()
    {
        using var activity = new Activity("withdraw").SetIdFormat(ActivityIdFormat.W3C).Start();

        var recorded = await DecideAsync(new DecideOptions());

        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", activity.Id);
        Assert.All(recorded, one => Assert.Equal(activity.Id, EventMetadata.Parse(one.Metadata).TraceParent));
    }

    [Fact]
    public async Task A_given_traceparent_outweighs_the_running_activity()
    {
        using var activity = new Activity("withdraw").SetIdFormat(ActivityIdFormat.W3C).Start();
        const string Given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var recorded = await DecideAsync(new DecideOptions { Metadata = new EventMetadata { TraceParent = Given } });

        Assert.All(recorded, static one => Assert.Equal(Given, EventMetadata.Parse(one.Metadata).TraceParent));
    }

    [Fact]
    public async Task When_it_occurred_is_recorded_as_given()
    {
        var occurredAt = new DateTimeOffset(2023, 5, 6, 7, 8, 9, TimeSpan.FromHours(2));

        var recorded = await DecideAsync(new DecideOptions { OccurredAt = occurredAt });

        Assert.All(recorded, one => Assert.True(occurredAt.EqualsExact(one.OccurredAt)));
        Assert.All(recorded, static one => Assert.Equal(TestClock.Noon, one.RecordedAt));
    }

    private async Task<RecordedEvent[]> DecideAsync(DecideOptions options)
    {
        await store.Aggregate("account-1", Account.Fold).DecideAsync(static _ => [new Opened("Ada"), new Deposited(1)], options, Cancel);
        var recorded = await store.ReadStreamAsync("account-1", cancellationToken: Cancel).ToArrayAsync(Cancel);
        Assert.Equal(2, recorded.Length);
        return recorded;
    }
}
