namespace Daybook.Testing.Contract.Conditions;

/// <summary>Conditions of an append: which events they look at, and what a refusal says.</summary>
internal static class ConditionCases
{
    private const string Verb = "condition";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Every_query_refuses_exactly_while_an_event_after_it_matches),
        new(Verb, Events_of_the_append_itself_never_match),
        new(Verb, On_an_empty_store_every_condition_is_met),
        new(Verb, All_events_are_matched_by_whatever_was_appended_last),
        new(Verb, A_position_beyond_the_head_lets_nothing_match),
        new(Verb, An_append_is_matched_from_the_moment_it_was_accepted),
        new(Verb, Refusal_is_an_exception_of_append_and_says_condition_and_last_match),
        new(Verb, Refused_append_changes_nothing_and_can_be_appended_after_the_match),
        new(Verb, One_of_many_appends_under_the_same_condition_wins),
    ];

    private static async Task Every_query_refuses_exactly_while_an_event_after_it_matches(Trial trial)
    {
        var places = await QuerySample.FillAsync(trial).ConfigureAwait(false);
        var number = 100;
        foreach (var (query, matches) in QuerySample.Queries)
        {
            var last = matches.LastOrDefault();
            foreach (var after in new[] { 0, 1, last - 1, last, last + 1, places.Length - 1 }.Where(at => at >= 0 && at < places.Length).Distinct())
            {
                var condition = new AppendCondition(query, places[after]);
                var outcome = await trial.TryAppendIfAsync([condition], Sample.Part("other", ExpectedRevision.Any, Sample.Event(++number))).ConfigureAwait(false);

                var what = $"append under {query} after event {after}";
                Expect.Equal<Conflict?>(what, last > after ? new ConditionConflict(condition, places[last]) : null, outcome as Conflict);
            }
        }
    }

    private static async Task Events_of_the_append_itself_never_match(Trial trial)
    {
        var unique = new AppendCondition(Query.Tagged("name:ada"));
        var outcome = await trial.TryAppendIfAsync(
            [unique, new AppendCondition(Query.All)],
            Sample.Part("a", ExpectedRevision.Any, Sample.Tagged(1, "claimed", "name:ada"), Sample.Tagged(2, "claimed", "name:ada")),
            Sample.Part("b", ExpectedRevision.Any, Sample.Tagged(3, "claimed", "name:ada"))).ConfigureAwait(false);

        Expect.True("first append", outcome is Appended);
        var all = await trial.ReadAllAsync().ConfigureAwait(false);
        var again = await trial.TryAppendIfAsync([unique], Sample.Part("c", ExpectedRevision.Any, Sample.Event(4))).ConfigureAwait(false);
        Expect.Equal<AppendOutcome>("next append", new ConditionConflict(unique, all[^1].Position), again);
    }

    private static async Task On_an_empty_store_every_condition_is_met(Trial trial)
    {
        AppendCondition[] conditions =
        [
            new(Query.All),
            new(Query.All, new Position(7)),
            .. QuerySample.Queries.Take(14).Select(static one => new AppendCondition(one.Query)),
        ];

        var outcome = await trial.TryAppendIfAsync(conditions, Sample.Part("a", ExpectedRevision.NoStream, Sample.Event(1))).ConfigureAwait(false);

        Expect.True("append", outcome is Appended);
    }

    private static async Task All_events_are_matched_by_whatever_was_appended_last(Trial trial)
    {
        var places = await QuerySample.FillAsync(trial).ConfigureAwait(false);
        foreach (var after in new[] { places[0], places[1], places[^2] })
        {
            var condition = new AppendCondition(Query.All, after);
            var outcome = await trial.TryAppendIfAsync([condition], Sample.Part("a", ExpectedRevision.Any, Sample.Event(100))).ConfigureAwait(false);

            Expect.Equal<AppendOutcome>($"append under all events after {after}", new ConditionConflict(condition, places[^1]), outcome);
        }

        var atHead = await trial.TryAppendIfAsync(
            [new AppendCondition(Query.All, places[^1])], Sample.Part("a", ExpectedRevision.Any, Sample.Event(100))).ConfigureAwait(false);
        Expect.True("append under all events after the head", atHead is Appended);
    }

    private static async Task A_position_beyond_the_head_lets_nothing_match(Trial trial)
    {
        var places = await QuerySample.FillAsync(trial).ConfigureAwait(false);
        var number = 100;
        foreach (var beyond in new[] { new Position(places[^1].Value + 10), new Position(long.MaxValue) })
        {
            foreach (var query in new[] { Query.All, Query.OfType("noted", "opened"), Query.Tagged("owner:ada") })
            {
                var outcome = await trial.TryAppendIfAsync(
                    [new AppendCondition(query, beyond)], Sample.Part("a", ExpectedRevision.Any, Sample.Event(++number))).ConfigureAwait(false);

                Expect.True($"append under {query} after {beyond}", outcome is Appended);
            }
        }
    }

    private static async Task An_append_is_matched_from_the_moment_it_was_accepted(Trial trial)
    {
        var head = Position.Start;
        for (var number = 1; number <= 5; number++)
        {
            var condition = new AppendCondition(Query.Tagged("seat:1").Or(Query.OfType("cleared")), head);
            var part = Sample.Part("a", ExpectedRevision.Any, Sample.Tagged(number, number % 2 == 0 ? "cleared" : "taken", "seat:1"));
            var accepted = (Appended)await trial.TryAppendIfAsync([condition], part).ConfigureAwait(false);
            var refused = await trial.TryAppendIfAsync([condition], Sample.Part("b", ExpectedRevision.Any, Sample.Event(100))).ConfigureAwait(false);

            Expect.Equal<AppendOutcome>($"second append after {head}", new ConditionConflict(condition, accepted.LastPosition), refused);
            head = accepted.LastPosition;
        }
    }

    private static async Task Refusal_is_an_exception_of_append_and_says_condition_and_last_match(Trial trial)
    {
        var places = await QuerySample.FillAsync(trial).ConfigureAwait(false);
        var condition = new AppendCondition(Query.Tagged("owner:ada").Or(Query.OfType("paid")), places[1]);

        var refusal = await trial.ChangesNothingAsync("refused append", () => Expect.ThrowsAsync<AppendConflictException>(
            "append under a condition that is not met",
            async () => await trial.Store.AppendAsync([Sample.Part("a", ExpectedRevision.Any, Sample.Event(100))], [condition], trial.Cancel).ConfigureAwait(false))).ConfigureAwait(false);

        Expect.Equal<Conflict>("conflict", new ConditionConflict(condition, places[8]), refusal.Conflict);
        Expect.Equal("code", ErrorCodes.AppendConflict, refusal.Code);
        Expect.True("transient", refusal.IsTransient);
        Expect.True("message names tag, type, start and match", new[] { "owner:ada", "paid", $"position {places[1]}", $"position {places[8]}" }
            .All(word => refusal.Message.Contains(word, StringComparison.Ordinal)));
    }

    private static async Task Refused_append_changes_nothing_and_can_be_appended_after_the_match(Trial trial)
    {
        var places = await QuerySample.FillAsync(trial).ConfigureAwait(false);
        StreamEvents[] parts =
        [
            Sample.Part("new", ExpectedRevision.NoStream, Sample.Event(100)),
            Sample.Part("account-1", ExpectedRevision.At(1), Sample.Event(101)),
        ];
        var condition = new AppendCondition(Query.OfCategory("account"));

        var refused = await trial.ChangesNothingAsync(
            "refused append", () => trial.TryAppendIfAsync([condition], parts)).ConfigureAwait(false);
        var match = (refused as ConditionConflict)?.Match ?? Position.Start;
        var accepted = await trial.TryAppendIfAsync([condition with { After = match }], parts).ConfigureAwait(false);

        Expect.Equal("match", places[8], match);
        Expect.True("append after the match", accepted is Appended { WasRepeat: false });
        Expect.Equal("events in the end", places.Length - 1 + 2, (await trial.ReadAllAsync().ConfigureAwait(false)).Length);
    }

    private static async Task One_of_many_appends_under_the_same_condition_wins(Trial trial)
    {
        const int Rounds = 10, Writers = 6;
        for (var round = 0; round < Rounds; round++)
        {
            var seat = new Tag($"seat:{round}");
            var condition = new AppendCondition(new Query(new QueryItem(["taken"], [seat])));
            var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => trial.TryAppendIfAsync(
                [condition], Sample.Part($"w-{writer}", ExpectedRevision.Any, Sample.Tagged((round * Writers) + writer, "taken", seat)))))).ConfigureAwait(false);

            var won = outcomes.OfType<Appended>().ToArray();
            Expect.Equal($"round {round}: appends that won", 1, won.Length);
            Expect.Sequence(
                $"round {round}: refusals",
                Enumerable.Repeat<AppendOutcome>(new ConditionConflict(condition, won[0].LastPosition), Writers - 1),
                outcomes.Where(static one => one is not Appended));
        }

        Expect.Equal("events", Rounds, (await trial.ReadAllAsync().ConfigureAwait(false)).Length);
    }
}
