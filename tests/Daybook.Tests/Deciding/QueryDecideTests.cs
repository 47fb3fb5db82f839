using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>Deciding on the events that match a query, in whatever streams they are.</summary>
public sealed class QueryDecideTests : IAsyncDisposable
{
    private readonly DaybookStore store = DaybookStore.OpenInMemory();
    private readonly CountingCodec<CourseEvent> codec = new(EventCodecs.Json(CourseJson.Default.CourseEvent, Course.Tags));
    private readonly Fold<Course, CourseEvent> fold;

    public QueryDecideTests() => fold = new Fold<Course, CourseEvent>(codec, Course.None, Course.Evolve);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Aggregate<Course, CourseEvent> Maths => store.Aggregate(Course.Of("maths"), fold);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task The_state_is_made_of_matching_events_of_all_streams()
    {
        Record("a-1", new CourseOpened("maths", 5), new Subscribed("maths", "ada"), new Subscribed("latin", "ada"));
        Record("b-1", new Subscribed("maths", "bob"));

        var loaded = await Maths.LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Loaded<Course>(new Course(5, 2), null, 3), loaded);
        Assert.Equal(3, codec.Take());
    }

    [Fact]
    public async Task What_is_decided_is_tagged_by_the_codec_and_goes_to_decisions()
    {
        var appended = await Maths.DecideAsync(static _ => [new CourseOpened("maths", 1), new Subscribed("maths", "ada")], cancellationToken: Cancel);

        var read = await store.ReadAllAsync(cancellationToken: Cancel).ToArrayAsync(Cancel);
        Assert.Equal(["decisions", "decisions"], read.Select(static one => one.Stream.Value));
        Assert.Equal(["course-opened", "subscribed"], read.Select(static one => one.Name.Value));
        Assert.Equal([["course:maths"], ["course:maths", "student:ada"]], read.Select(static one => one.Tags.Select(static tag => tag.Value)));
        Assert.Equal((new Position(2), new Revision(1)), (appended!.LastPosition, appended.LastRevision));
        Assert.Equal("decisions", Maths.Stream.Value);
    }

    [Fact]
    public async Task Another_stream_can_be_given_and_shares_the_state()
    {
        await Maths.DecideAsync(static _ => [new CourseOpened("maths", 1)], cancellationToken: Cancel);
        var elsewhere = store.Aggregate(fold.Over(Course.Of("maths")).AppendTo("course-maths"));

        var decided = await elsewhere.DecideAsync(
            static course => new Decision<int, CourseEvent>(course.Seats, new Subscribed("maths", "ada")), cancellationToken: Cancel);

        Assert.Equal((1, new Revision(0)), (decided.Result, decided.Appended!.LastRevision));
        Assert.Equal("course-maths", elsewhere.Stream.Value);
        Assert.Equal(new Loaded<Course>(new Course(1, 1), null, 2), await Maths.LoadAsync(cancellationToken: Cancel));
        Assert.Equal(0, codec.Take());
    }

    [Fact]
    public async Task A_match_that_came_meanwhile_conflicts_and_is_decided_again()
    {
        Record("a-1", new CourseOpened("maths", 1));
        var seen = new List<Course>();

        var decided = await Maths.DecideAsync(
            course =>
            {
                seen.Add(course);
                if (seen.Count == 1)
                {
                    Record("b-1", new Subscribed("maths", "eve"));
                }

                return course.Taken < course.Seats ? new(true, new Subscribed("maths", "ada")) : new Decision<bool, CourseEvent>(false);
            },
            cancellationToken: Cancel);

        Assert.Equal([new Course(1, 0), new Course(1, 1)], seen);
        Assert.Equal(new Decided<bool>(false, null, 2), decided);
        Assert.Equal(2, codec.Take());
    }

    [Fact]
    public async Task What_does_not_match_does_not_conflict_though_it_goes_to_the_same_stream()
    {
        Record("a-1", new CourseOpened("maths", 1));

        var decided = await Maths.DecideAsync(
            _ =>
            {
                Record("decisions", new Subscribed("latin", "ada"));
                return new Decision<bool, CourseEvent>(true, new Subscribed("maths", "ada"));
            },
            new DecideOptions { MaxAttempts = 1 },
            Cancel);

        Assert.Equal((1, new Revision(1)), (decided.Attempts, decided.Appended!.LastRevision));
    }

    [Fact]
    public async Task A_conflict_at_every_attempt_becomes_an_exception_that_names_the_match()
    {
        var attempts = 0;
        var failure = await Assert.ThrowsAsync<AppendConflictException>(async () => await Maths.DecideAsync(
            _ =>
            {
                attempts++;
                Record("a-1", new Subscribed("maths", "eve"));
                return [new Subscribed("maths", "ada")];
            },
            new DecideOptions { MaxAttempts = 3 },
            Cancel));

        var conflict = Assert.IsType<ConditionConflict>(failure.Conflict);
        Assert.Equal(3, attempts);
        Assert.Equal(new ConditionConflict(new AppendCondition(Course.Of("maths"), new Position(2)), new Position(3)), conflict);
    }

    [Fact]
    public async Task Events_of_the_decision_outside_of_the_query_are_not_in_the_state()
    {
        await Maths.DecideAsync(static _ => [new CourseOpened("maths", 3), new CourseOpened("latin", 7), new Subscribed("maths", "ada"), new Subscribed("latin", "ada")], cancellationToken: Cancel);
        var kept = await Maths.LoadAsync(cancellationToken: Cancel);
        var nothingRead = codec.Take();

        var fresh = await store.Aggregate(Course.Of("maths"), new Fold<Course, CourseEvent>(codec, Course.None, Course.Evolve)).LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Loaded<Course>(new Course(3, 1), null, 2), kept);
        Assert.Equal(kept, fresh);
        Assert.Equal((0, 2), (nothingRead, codec.Take()));
    }

    [Fact]
    public async Task An_event_of_another_family_that_matches_stops_the_load()
    {
        await store.AppendAsync("a-1", ExpectedRevision.Any, [new NewEvent("shipped", "{}"u8.ToArray()) { Tags = ["course:maths"] }], Cancel);

        var failure = await Assert.ThrowsAsync<UnknownEventException>(async () => await Maths.LoadAsync(cancellationToken: Cancel));

        Assert.Equal(new Position(1), failure.Position);
        Assert.Equal(Course.None, (await store.Aggregate(Course.Of("latin"), fold).LoadAsync(cancellationToken: Cancel)).State);
    }

    [Fact]
    public async Task All_events_can_be_the_boundary()
    {
        var everything = store.Aggregate(Query.All, fold);
        Record("a-1", new CourseOpened("maths", 1));

        var decided = await everything.DecideAsync(
            course =>
            {
                if (course.Taken == 0)
                {
                    Record("b-1", new Subscribed("latin", "ada"));
                }

                return new Decision<int, CourseEvent>(course.Taken, new Subscribed("maths", "ada"));
            },
            cancellationToken: Cancel);

        Assert.Equal((1, 2), (decided.Result, decided.Attempts));
        Assert.Equal(new Loaded<Course>(new Course(1, 2), null, 3), await everything.LoadAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task Deciders_on_one_query_and_different_streams_never_take_a_seat_twice()
    {
        const int Seats = 20, Deciders = 8, Each = 10;
        using var directory = new TempDirectory();
        await using var file = await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel);
        var model = fold.Over(Course.Of("maths"));
        await file.Aggregate(model).DecideAsync(static _ => [new CourseOpened("maths", Seats)], cancellationToken: Cancel);

        var taken = await Task.WhenAll(Enumerable.Range(0, Deciders).Select(decider => Task.Run(async () =>
        {
            var own = file.Aggregate(model.AppendTo($"student-{decider}"));
            var count = 0;
            for (var turn = 0; turn < Each; turn++)
            {
                var options = new DecideOptions { MaxAttempts = 1_000, Load = (LoadOption)(turn % 3) };
                count += await own.DecideAsync(course => course.Taken < course.Seats ? [new Subscribed("maths", $"s-{decider}")] : [], options, Cancel) is null ? 0 : 1;
            }

            return count;
        }, Cancel)));

        Assert.Equal(Seats, taken.Sum());
        Assert.Equal(Seats, await file.ReadAsync(Query.OfType("subscribed"), cancellationToken: Cancel).CountAsync(Cancel));
    }

    /// <summary>Somebody else records; in memory that is done when the call returns.</summary>
    private void Record(StreamName stream, params CourseEvent[] events)
    {
        var appended = store.AppendAsync(stream, ExpectedRevision.Any, [.. events.Select(codec.Encode)], Cancel);
        Assert.True(appended.IsCompletedSuccessfully);
    }
}
