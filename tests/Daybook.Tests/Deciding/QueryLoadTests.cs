using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>How much is read for a state over a query, from which points of the two time axes, and what is kept.</summary>
public sealed class QueryLoadTests : IAsyncDisposable
{
    private readonly TestClock clock = new();
    private readonly DaybookStore store;
    private readonly CountingCodec<CourseEvent> codec = new(EventCodecs.Json(CourseJson.Default.CourseEvent, Course.Tags));
    private readonly Fold<Course, CourseEvent> fold;

    public QueryLoadTests()
    {
        store = DaybookStore.OpenInMemory(new StoreOptions { TimeProvider = clock });
        fold = new Fold<Course, CourseEvent>(codec, Course.None, Course.Evolve);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Aggregate<Course, CourseEvent> Maths => store.Aggregate(Course.Of("maths"), fold);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Loading_reads_only_what_is_new_and_matches()
    {
        await RecordAsync(new CourseOpened("maths", 5), new Subscribed("maths", "ada"));
        await Maths.LoadAsync(cancellationToken: Cancel);
        codec.Take();

        var unchanged = await Maths.LoadAsync(cancellationToken: Cancel);
        var readUnchanged = codec.Take();
        await RecordAsync(new Subscribed("latin", "ada"), new Subscribed("maths", "bob"));
        var changed = await Maths.LoadAsync(cancellationToken: Cancel);

        Assert.Equal((new Course(5, 1), 0), (unchanged.State, readUnchanged));
        Assert.Equal((new Course(5, 2), 3L, 1), (changed.State, changed.Events, codec.Take()));
    }

    [Fact]
    public async Task Cached_does_not_read_conflicts_when_behind_and_reads_what_is_new_then()
    {
        await RecordAsync(new CourseOpened("maths", 5));
        await Maths.LoadAsync(cancellationToken: Cancel);
        await RecordAsync(new Subscribed("maths", "bob"), new Subscribed("latin", "bob"));
        codec.Take();
        var seen = new List<int>();

        var decided = await Maths.DecideAsync(
            course =>
            {
                seen.Add(course.Taken);
                return new Decision<bool, CourseEvent>(true, new Subscribed("maths", "ada"));
            },
            new DecideOptions { Load = LoadOption.Cached },
            Cancel);

        Assert.Equal([0, 1], seen);
        Assert.Equal((2, 1), (decided.Attempts, codec.Take()));
    }

    [Fact]
    public async Task Cached_and_behind_on_other_events_only_does_not_conflict()
    {
        await RecordAsync(new CourseOpened("maths", 5));
        await Maths.LoadAsync(cancellationToken: Cancel);
        await RecordAsync(new Subscribed("latin", "bob"));
        codec.Take();

        await Maths.DecideAsync(static _ => [new Subscribed("maths", "ada")], new DecideOptions { Load = LoadOption.Cached, MaxAttempts = 1 }, Cancel);

        Assert.Equal(0, codec.Take());
    }

    [Fact]
    public async Task Assume_new_reads_nothing_while_nothing_matches_and_is_decided_again_when_something_does()
    {
        await RecordAsync(new CourseOpened("latin", 5));
        var options = new DecideOptions { Load = LoadOption.AssumeNew };

        var first = await Maths.DecideAsync(static course => new Decision<int, CourseEvent>(course.Seats, new CourseOpened("maths", 3)), options, Cancel);
        var readFirst = codec.Take();
        var second = await Maths.DecideAsync(static course => new Decision<int, CourseEvent>(course.Seats, new Subscribed("maths", "ada")), options, Cancel);

        Assert.Equal((0, 1, 0), (first.Result, first.Attempts, readFirst));
        Assert.Equal((3, 2), (second.Result, second.Attempts));
    }

    [Fact]
    public async Task A_cached_state_belongs_to_its_fold_and_to_the_content_of_its_query()
    {
        await RecordAsync(new CourseOpened("maths", 5), new Subscribed("maths", "ada"));
        await Maths.LoadAsync(cancellationToken: Cancel);
        codec.Take();

        await store.Aggregate(new Query(new QueryItem(tags: ["course:maths", "course:maths"])), fold).LoadAsync(cancellationToken: Cancel);
        var same = codec.Take();
        var narrower = await store.Aggregate(new Query(new QueryItem(["subscribed"], ["course:maths"])), fold).LoadAsync(cancellationToken: Cancel);
        var stream = await store.Aggregate("course-1", fold).LoadAsync(cancellationToken: Cancel);

        Assert.Equal(0, same);
        Assert.Equal((new Course(0, 1), 1), (narrower.State, codec.Take() - 2));
        Assert.Equal(new Loaded<Course>(new Course(5, 1), new Revision(1), 2), stream);
    }

    [Fact]
    public async Task As_of_an_instant_or_a_position_shows_what_matched_by_then()
    {
        await RecordAsync(new CourseOpened("maths", 5), new Subscribed("latin", "ada"));
        var noon = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(1));
        await RecordAsync(new Subscribed("maths", "ada"), new Subscribed("maths", "bob"));
        await Maths.LoadAsync(cancellationToken: Cancel);
        codec.Take();

        var atNoon = await Maths.LoadAsync(noon, cancellationToken: Cancel);
        var atThree = await Maths.LoadAsync(new Position(3), cancellationToken: Cancel);
        var before = await Maths.LoadAsync(Position.Start, cancellationToken: Cancel);
        var readOfPast = codec.Take();
        var now = await Maths.LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Loaded<Course>(new Course(5, 0), null, 1), atNoon);
        Assert.Equal(new Loaded<Course>(new Course(5, 1), null, 2), atThree);
        Assert.Equal(new Loaded<Course>(Course.None, null, 0), before);
        Assert.Equal(new Loaded<Course>(new Course(5, 2), null, 3), now);
        Assert.Equal((3, 0), (readOfPast, codec.Take()));
    }

    [Fact]
    public async Task Effective_at_takes_what_had_occurred_in_the_order_in_which_it_occurred()
    {
        var day = clock.GetUtcNow();
        await RecordAsync(day, new CourseOpened("maths", 9));
        await RecordAsync(day.AddDays(-2), new CourseOpened("maths", 3));
        await RecordAsync(day.AddDays(-1), new Subscribed("maths", "ada"), new Subscribed("latin", "ada"));
        await RecordAsync(day.AddDays(5), new Left("maths", "ada"));

        var now = await Maths.LoadAsync(effectiveAt: day, cancellationToken: Cancel);
        var yesterday = await Maths.LoadAsync(effectiveAt: day.AddDays(-1), cancellationToken: Cancel);
        var knownThen = await Maths.LoadAsync(new Position(2), day.AddDays(-1), Cancel);

        Assert.Equal(new Loaded<Course>(new Course(9, 1), null, 3), now);
        Assert.Equal(new Loaded<Course>(new Course(3, 1), null, 2), yesterday);
        Assert.Equal(new Loaded<Course>(new Course(3, 0), null, 1), knownThen);
    }

    [Fact]
    public async Task As_of_a_revision_is_misuse()
    {
        await RecordAsync(new CourseOpened("maths", 5));

        var failure = await Assert.ThrowsAsync<ArgumentException>(async () => await Maths.LoadAsync(new Revision(0), cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Maths.LoadAsync(new Revision(0), DateTimeOffset.MaxValue, Cancel));

        Assert.Equal("asOf", failure.ParamName);
    }

    [Fact]
    public async Task A_follower_loads_but_does_not_decide()
    {
        using var directory = new TempDirectory();
        await using var writer = await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel);
        await using var reader = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true }, Cancel);
        var maths = reader.Aggregate(Course.Of("maths"), fold);
        for (var seats = 1; seats <= 3; seats++)
        {
            await writer.AppendAsync("a-1", ExpectedRevision.Any, [codec.Encode(new CourseOpened("maths", seats)), codec.Encode(new CourseOpened("latin", seats))], Cancel);

            Assert.Equal(new Loaded<Course>(new Course(seats, 0), null, seats), await maths.LoadAsync(cancellationToken: Cancel));
        }

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await maths.DecideAsync(static _ => [new Left("maths", "ada")], cancellationToken: Cancel));
        Assert.Equal(ErrorCodes.StoreReadOnly, failure.Code);
    }

    private Task RecordAsync(params CourseEvent[] events) => RecordAsync(null, events);

    private async Task RecordAsync(DateTimeOffset? occurredAt, params CourseEvent[] events) => await store.AppendAsync(
        "course-1", ExpectedRevision.Any, [.. events.Select(one => codec.Encode(one) with { OccurredAt = occurredAt })], Cancel);
}
