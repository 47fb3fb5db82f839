using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>Models of several folds: an event goes to the states whose query it matches, and any match conflicts.</summary>
public sealed class ComposedModelTests : IAsyncDisposable
{
    private static readonly EventCodec<CourseEvent> Codec = EventCodecs.Json(CourseJson.Default.CourseEvent, Course.Tags);
    private static readonly Fold<Course, CourseEvent> Capacity = new(Codec, Course.None, Course.Evolve);
    private static readonly Fold<string, CourseEvent> Names = new(Codec, "", static (state, one) => $"{state}{one.Course} ");

    private readonly DaybookStore store = DaybookStore.OpenInMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DecisionModel<(Course First, string Second), CourseEvent> Two => Capacity.Over(Course.Of("maths")).And(Names.Over(Course.By("ada")));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Each_state_gets_what_its_own_query_matches_and_both_get_what_both_match()
    {
        Record(new CourseOpened("maths", 5), new Subscribed("latin", "ada"), new Subscribed("maths", "bob"), new Subscribed("maths", "ada"), new Subscribed("latin", "bob"));

        var loaded = await store.Aggregate(Two).LoadAsync(cancellationToken: Cancel);

        Assert.Equal(new Loaded<(Course, string)>((new Course(5, 2), "latin maths "), null, 4), loaded);
        Assert.Equal(Course.Of("maths").Or(Course.By("ada")), Two.Query);
    }

    [Fact]
    public async Task Three_are_put_together_like_two()
    {
        Record(new CourseOpened("maths", 5), new Subscribed("latin", "ada"), new Subscribed("maths", "bob"), new Subscribed("music", "eve"));
        var three = Two.And(Names.Over(Query.OfType("subscribed")));

        var loaded = await store.Aggregate(three).LoadAsync(cancellationToken: Cancel);

        Assert.Equal(((new Course(5, 1), "latin "), "latin maths music "), loaded.State);
        Assert.Equal(((Course.None, ""), ""), three.Initial);
        Assert.Equal(4, loaded.Events);
    }

    [Theory]
    [InlineData("maths", "bob", 2)]
    [InlineData("latin", "ada", 2)]
    [InlineData("maths", "ada", 2)]
    [InlineData("latin", "bob", 1)]
    public async Task What_matches_either_query_conflicts_and_nothing_else_does(string course, string student, int attempts)
    {
        Record(new CourseOpened("maths", 5));
        var seen = 0;

        var decided = await store.Aggregate(Two).DecideAsync(
            _ =>
            {
                if (seen++ == 0)
                {
                    Record(new Subscribed(course, student));
                }

                return new Decision<bool, CourseEvent>(true, new Subscribed("maths", "ada"));
            },
            cancellationToken: Cancel);

        Assert.Equal(attempts, decided.Attempts);
    }

    [Fact]
    public async Task What_was_decided_is_in_the_states_whose_query_it_matches_without_reading()
    {
        var model = Two.AppendTo("student-ada");
        await store.Aggregate(model).DecideAsync(
            static _ => [new CourseOpened("maths", 2), new Subscribed("latin", "ada"), new Subscribed("maths", "ada"), new Subscribed("latin", "bob")], cancellationToken: Cancel);

        var kept = await store.Aggregate(model).DecideAsync(
            static state => new Decision<(Course, string), CourseEvent>(state), new DecideOptions { Load = LoadOption.Cached }, Cancel);
        var read = await store.Aggregate(Names.Over(Course.By("ada")).And(Capacity.Over(Course.Of("maths")))).LoadAsync(cancellationToken: Cancel);

        Assert.Equal((new Course(2, 1), "latin maths "), kept.Result);
        Assert.Equal((kept.Result.Item2, kept.Result.Item1), read.State);
        Assert.Equal(4, await store.ReadStreamAsync("student-ada", cancellationToken: Cancel).CountAsync(Cancel));
    }

    [Fact]
    public void The_first_model_says_where_events_go_and_a_stream_given_later_outweighs_it()
    {
        var first = Capacity.Over(Course.Of("maths")).AppendTo("course-maths");
        var second = Names.Over(Course.By("ada")).AppendTo("student-ada");

        Assert.Equal("course-maths", first.And(second).Stream.Value);
        Assert.Equal("student-ada", second.And(first).Stream.Value);
        Assert.Equal("both", first.And(second).AppendTo("both").Stream.Value);
        Assert.Equal("decisions", Two.Stream.Value);
    }

    [Fact]
    public void Too_many_items_together_are_refused()
    {
        static Query Of(int first, int count) => new([.. Enumerable.Range(first, count).Select(static at => new QueryItem([$"type-{at}"]))]);

        var failure = Assert.Throws<InvalidInputException>(() => Names.Over(Of(0, 60)).And(Names.Over(Of(60, 41))));

        Assert.Equal(ErrorCodes.LimitExceeded, failure.Code);
        Assert.Equal(100, Names.Over(Of(0, 60)).And(Names.Over(Of(40, 60))).Query.Items.Count);
    }

    [Fact]
    public void Composed_with_all_events_the_boundary_is_the_whole_store() =>
        Assert.Equal(Query.All, Names.Over(Query.All).And(Capacity.Over(Course.Of("maths"))).Query);

    private void Record(params CourseEvent[] events)
    {
        var appended = store.AppendAsync("somewhere", ExpectedRevision.Any, [.. events.Select(Codec.Encode)], Cancel);
        Assert.True(appended.IsCompletedSuccessfully);
    }
}
