namespace Daybook.Testing.Contract.Conditions;

/// <summary>Reading the events of all streams that match a query, in the order of positions.</summary>
internal static class QueryReadCases
{
    private const string Verb = "read query";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Every_query_shows_its_matches_once_and_in_order),
        new(Verb, All_events_is_the_whole_store),
        new(Verb, Every_combination_of_start_end_direction_and_limit),
        new(Verb, An_instant_shows_what_matched_by_then_inclusive),
        new(Verb, Many_matches_are_read_whole_in_both_directions),
        new(Verb, Matches_between_large_events_are_read_whole),
        new(Verb, A_read_does_not_show_what_is_appended_after_it_began),
        new(Verb, A_cancelled_read_ends_with_an_exception),
    ];

    private static async Task Every_query_shows_its_matches_once_and_in_order(Trial trial)
    {
        await QuerySample.FillAsync(trial).ConfigureAwait(false);
        foreach (var (query, matches) in QuerySample.Queries)
        {
            var forwards = await trial.ReadAsync(query).ConfigureAwait(false);
            var backwards = await trial.ReadAsync(query, new StoreRead { Backwards = true }).ConfigureAwait(false);

            Expect.Sequence($"{query}", matches.Select(Sample.Id), forwards.Select(static one => one.Id));
            Expect.Sequence($"{query}, backwards", matches.Reverse().Select(Sample.Id), backwards.Select(static one => one.Id));
            Expect.True($"{query} matches what it shows", forwards.All(query.Matches));
        }
    }

    private static async Task All_events_is_the_whole_store(Trial trial)
    {
        Expect.Equal("events of an empty store", 0, (await trial.ReadAsync(Query.All).ConfigureAwait(false)).Length);
        Expect.Equal("matches in an empty store", 0, (await trial.ReadAsync(Query.OfType("opened")).ConfigureAwait(false)).Length);
        await QuerySample.FillAsync(trial).ConfigureAwait(false);

        foreach (var read in new[] { new StoreRead(), new StoreRead { Backwards = true }, new StoreRead { After = new Position(2), Limit = 3 } })
        {
            var all = await trial.ReadAllAsync(read).ConfigureAwait(false);
            Expect.Sequence($"{read}", all.Select(static one => one.Id), (await trial.ReadAsync(Query.All, read).ConfigureAwait(false)).Select(static one => one.Id));
        }
    }

    private static async Task Every_combination_of_start_end_direction_and_limit(Trial trial)
    {
        var places = (await QuerySample.FillAsync(trial).ConfigureAwait(false)).Select(static one => one.Value).ToArray();
        var (query, numbers) = (Query.OfType("opened").Or(Query.Tagged("owner:ada")), new[] { 1, 2, 3, 4, 6, 8 });
        foreach (var edges in ReadEdges.All([0, places[1], places[4], places[5], places[8], places[8] + 1, long.MaxValue], [1, 2, 6, 7]))
        {
            static Position? At(long? value) => value is { } given ? new Position(given) : null;
            var read = await trial.ReadAsync(query, new StoreRead
            {
                From = At(edges.From),
                After = At(edges.After),
                To = At(edges.To),
                Before = At(edges.Before),
                Backwards = edges.Backwards,
                Limit = edges.Limit,
            }).ConfigureAwait(false);

            Expect.Sequence($"positions of {edges}", edges.Of(numbers.Select(number => places[number])), read.Select(static one => one.Position.Value));
        }
    }

    private static async Task An_instant_shows_what_matched_by_then_inclusive(Trial trial)
    {
        var query = Query.Tagged("owner:ada").Or(Query.OfType("paid"));
        await QuerySample.FillAsync(trial).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromHours(2));
        await trial.AppendAsync("late", ExpectedRevision.Any, Sample.Tagged(9, "paid")).ConfigureAwait(false);
        trial.Clock.SetBack(TimeSpan.FromHours(1));
        await trial.AppendAsync("late", ExpectedRevision.Any, Sample.Tagged(10, "paid", "owner:ada")).ConfigureAwait(false);
        var all = (await trial.ReadAllAsync().ConfigureAwait(false)).Where(query.Matches).ToArray();

        foreach (var instant in all.SelectMany(static one => new[] { one.RecordedAt.AddTicks(-1), one.RecordedAt, one.RecordedAt.AddTicks(1) }).Append(DateTimeOffset.MinValue))
        {
            foreach (var backwards in new[] { false, true })
            {
                var read = await trial.ReadAsync(query, new StoreRead { AsOf = instant, After = backwards ? null : new Position(1), Backwards = backwards }).ConfigureAwait(false);

                var shown = all.Where(one => one.RecordedAt <= instant && (backwards || one.Position.Value > 1)).Select(static one => one.Id);
                Expect.Sequence($"as of {instant:O}", backwards ? shown.Reverse() : shown, read.Select(static one => one.Id));
            }
        }
    }

    private static async Task Many_matches_are_read_whole_in_both_directions(Trial trial)
    {
        const int Appends = 13, Each = 200;
        for (var number = 0; number < Appends; number++)
        {
            var events = Sample.Events(number * Each, Each).Select(static (one, at) => one with { Tags = at % 2 == 0 ? ["even", "any"] : ["any"] });
            await trial.AppendAsync($"s-{number % 3}", ExpectedRevision.Any, [.. events]).ConfigureAwait(false);
        }

        var query = new Query(new QueryItem(tags: ["any", "even"], types: ["noted"]), new QueryItem(tags: ["even"], category: "s"));
        var forwards = await trial.ReadAsync(query).ConfigureAwait(false);
        var backwards = await trial.ReadAsync(query, new StoreRead { Backwards = true }).ConfigureAwait(false);
        var middle = await trial.ReadAsync(query, new StoreRead { From = forwards[50].Position, Before = forwards[1_250].Position, Limit = 1_111 }).ConfigureAwait(false);
        var last = await trial.ReadAsync(query, new StoreRead { Backwards = true, Limit = 700 }).ConfigureAwait(false);

        var even = Enumerable.Range(0, Appends * Each / 2).Select(static at => Sample.Id(at * 2)).ToArray();
        Expect.Sequence("forwards", even, forwards.Select(static one => one.Id));
        Expect.Sequence("backwards", even.Reverse(), backwards.Select(static one => one.Id));
        Expect.Sequence("middle", even[50..1_161], middle.Select(static one => one.Id));
        Expect.Sequence("last", even.Reverse().Take(700), last.Select(static one => one.Id));
    }

    private static async Task Matches_between_large_events_are_read_whole(Trial trial)
    {
        const int Rounds = 8, LargeBytes = 900 * 1024;
        for (var round = 0; round < Rounds; round++)
        {
            await trial.AppendAsync(
                "a",
                ExpectedRevision.Any,
                Sample.Tagged(round * 10, "small", "wanted"),
                Sample.Sized((round * 10) + 1, LargeBytes) with { Tags = ["other"] },
                Sample.Sized((round * 10) + 2, LargeBytes) with { Tags = round % 2 == 0 ? ["wanted"] : [] }).ConfigureAwait(false);
            await trial.AppendAsync("b", ExpectedRevision.Any, Sample.Tagged((round * 10) + 3, "small", "wanted")).ConfigureAwait(false);
        }

        var wanted = Enumerable.Range(0, Rounds).SelectMany(static round => (int[])(round % 2 == 0 ? [0, 2, 3] : [0, 3]), static (round, at) => Sample.Id((round * 10) + at)).ToArray();
        var forwards = await trial.ReadAsync(Query.Tagged("wanted")).ConfigureAwait(false);
        var backwards = await trial.ReadAsync(Query.Tagged("wanted"), new StoreRead { Backwards = true }).ConfigureAwait(false);

        Expect.Sequence("forwards", wanted, forwards.Select(static one => one.Id));
        Expect.Sequence("backwards", wanted.Reverse(), backwards.Select(static one => one.Id));
        Expect.True("bytes", forwards.All(static one => one.Data.Length == (one.Name == "n" ? LargeBytes : Sample.Event(1).Data.Length + (one.Id == Sample.Id(0) || one.Id == Sample.Id(3) ? 0 : 1))));
    }

    private static async Task A_read_does_not_show_what_is_appended_after_it_began(Trial trial)
    {
        const int Many = 1_200;
        await trial.AppendAsync("a", ExpectedRevision.Any, [.. Sample.Events(0, Many).Select(static one => one with { Tags = ["wanted"] })]).ConfigureAwait(false);
        var seen = 0;
        await foreach (var one in trial.Store.ReadAsync(Query.Tagged("wanted"), cancellationToken: trial.Cancel).ConfigureAwait(false))
        {
            if (seen++ % 400 == 0)
            {
                await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Tagged(Many + seen, "late", "wanted")).ConfigureAwait(false);
            }

            Expect.Equal("id of the next event", Sample.Id(seen - 1), one.Id);
        }

        Expect.Equal("events of the read", Many, seen);
    }

    private static async Task A_cancelled_read_ends_with_an_exception(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);
        var cancelled = new CancellationToken(canceled: true);

        await Expect.ThrowsAsync<OperationCanceledException>(
            "read", () => trial.CollectAsync(trial.Store.ReadAsync(Query.OfType("noted"), cancellationToken: cancelled))).ConfigureAwait(false);
    }
}
