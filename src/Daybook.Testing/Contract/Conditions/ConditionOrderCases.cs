namespace Daybook.Testing.Contract.Conditions;

/// <summary>Conditions beside each other, beside expected revisions and beside repetitions: which of them is told.</summary>
internal static class ConditionOrderCases
{
    private const string Verb = "condition";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Of_several_the_first_that_is_not_met_is_told),
        new(Verb, Expected_revisions_of_all_streams_are_told_before_conditions),
        new(Verb, Both_kinds_of_expectation_must_hold),
        new(Verb, A_repetition_answers_its_first_positions_though_its_events_match_now),
        new(Verb, A_repetition_to_several_streams_is_no_different),
        new(Verb, A_partial_repetition_is_told_before_conditions),
        new(Verb, An_append_that_was_refused_is_no_repetition),
        new(Verb, Nothing_given_as_a_condition_is_misuse),
    ];

    private static async Task Of_several_the_first_that_is_not_met_is_told(Trial trial)
    {
        var places = await QuerySample.FillAsync(trial).ConfigureAwait(false);
        AppendCondition met = new(Query.OfType("paid"), places[5]), paid = new(Query.OfType("paid")), bob = new(Query.Tagged("owner:bob"));
        (AppendCondition[] Conditions, AppendOutcome Refusal)[] several =
        [
            ([met, paid, bob], new ConditionConflict(paid, places[5])),
            ([bob, paid], new ConditionConflict(bob, places[3])),
            ([met, met, bob], new ConditionConflict(bob, places[3])),
            ([.. Enumerable.Repeat(met, 15), bob], new ConditionConflict(bob, places[3])),
        ];

        foreach (var (conditions, refusal) in several)
        {
            var outcome = await trial.TryAppendIfAsync(conditions, Sample.Part("a", ExpectedRevision.Any, Sample.Event(100))).ConfigureAwait(false);

            Expect.Equal($"refusal of {conditions.Length} conditions", refusal, outcome);
        }

        var accepted = await trial.TryAppendIfAsync(
            [.. Enumerable.Repeat(met, 16)], Sample.Part("a", ExpectedRevision.Any, Sample.Event(100))).ConfigureAwait(false);
        Expect.True("append when all are met", accepted is Appended);
    }

    private static async Task Expected_revisions_of_all_streams_are_told_before_conditions(Trial trial)
    {
        await QuerySample.FillAsync(trial).ConfigureAwait(false);

        var outcome = await trial.TryAppendIfAsync(
            [new AppendCondition(Query.All)],
            Sample.Part("account-1", ExpectedRevision.At(1), Sample.Event(100)),
            Sample.Part("account-2", ExpectedRevision.NoStream, Sample.Event(101)),
            Sample.Part("plain", ExpectedRevision.At(5), Sample.Event(102))).ConfigureAwait(false);

        Expect.Equal<AppendOutcome>("outcome", new RevisionConflict("account-2", ExpectedRevision.NoStream, new Revision(0)), outcome);
    }

    private static async Task Both_kinds_of_expectation_must_hold(Trial trial)
    {
        var places = await QuerySample.FillAsync(trial).ConfigureAwait(false);
        Task<AppendOutcome> AppendAsync(long revision, Position after) => trial.TryAppendIfAsync(
            [new AppendCondition(Query.Tagged("owner:ada"), after)],
            Sample.Part("account-1", ExpectedRevision.At(revision), Sample.Event(100)),
            Sample.Part("new", ExpectedRevision.NoStream, Sample.Event(101)));

        var staleRevision = await AppendAsync(0, places[8]).ConfigureAwait(false);
        var staleCondition = await AppendAsync(1, places[7]).ConfigureAwait(false);
        var both = await AppendAsync(1, places[8]).ConfigureAwait(false);

        Expect.True("stale revision", staleRevision is RevisionConflict);
        Expect.True("stale condition", staleCondition is ConditionConflict);
        Expect.True("neither stale", both is Appended);
    }

    private static async Task A_repetition_answers_its_first_positions_though_its_events_match_now(Trial trial)
    {
        foreach (var expected in new[] { ExpectedRevision.NoStream, ExpectedRevision.Any })
        {
            var name = new Tag($"name:{expected}");
            AppendCondition[] unique = [new(Query.Tagged(name))];
            var part = Sample.Part($"user-{expected}", expected, Sample.Tagged(1, "named", name), Sample.Tagged(2, "welcomed"));
            var first = (Appended)await trial.TryAppendIfAsync(unique, part).ConfigureAwait(false);
            await trial.AppendAsync("besides", ExpectedRevision.Any, Sample.Tagged(expected == ExpectedRevision.Any ? 3 : 4, "named", name)).ConfigureAwait(false);

            var again = await trial.ChangesNothingAsync(
                "repetition", async () => await trial.TryAppendIfAsync(unique, part).ConfigureAwait(false) as Appended).ConfigureAwait(false);

            Expect.True($"{expected}: repetition", again is { WasRepeat: true });
            Expect.Sequence($"{expected}: positions", first.Positions, again!.Positions);
            Expect.Equal($"{expected}: time", first.RecordedAt, again.RecordedAt);
        }
    }

    private static async Task A_repetition_to_several_streams_is_no_different(Trial trial)
    {
        AppendCondition[] conditions = [new(Query.All), new(Query.OfType("noted"))];
        StreamEvents[] parts = [Sample.Part("a", ExpectedRevision.NoStream, Sample.Event(1)), Sample.Part("b", ExpectedRevision.Any, Sample.Events(2, 2))];
        var first = (Appended)await trial.TryAppendIfAsync(conditions, parts).ConfigureAwait(false);

        var again = await trial.ChangesNothingAsync(
            "repetition", async () => await trial.TryAppendIfAsync(conditions, parts).ConfigureAwait(false) as Appended).ConfigureAwait(false);

        Expect.True("repetition", again is { WasRepeat: true });
        Expect.Sequence("positions", first.Positions, again!.Positions);
        Expect.Sequence("revisions", first.LastRevisions, again.LastRevisions);
    }

    private static async Task A_partial_repetition_is_told_before_conditions(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);

        var refusal = await trial.ChangesNothingAsync("partial repetition", () => Expect.ThrowsAsync<EventIdReusedException>(
            "partial repetition",
            () => trial.TryAppendIfAsync([new AppendCondition(Query.All)], Sample.Part("a", ExpectedRevision.Any, Sample.Events(2, 2))))).ConfigureAwait(false);

        Expect.Equal("code", ErrorCodes.EventIdReused, refusal.Code);
    }

    private static async Task An_append_that_was_refused_is_no_repetition(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Tagged(1, "taken", "seat:1")).ConfigureAwait(false);
        var part = Sample.Part("b", ExpectedRevision.Any, Sample.Tagged(2, "taken", "seat:1"));
        var condition = new AppendCondition(Query.Tagged("seat:1"));

        var refused = await trial.TryAppendIfAsync([condition], part).ConfigureAwait(false);
        var again = await trial.TryAppendIfAsync([condition], part).ConfigureAwait(false);
        var without = await trial.TryAppendIfAsync([], part).ConfigureAwait(false);

        Expect.Equal<AppendOutcome>("again", refused, again);
        Expect.True("refused", refused is ConditionConflict);
        Expect.True("without a condition it is new", without is Appended { WasRepeat: false });
    }

    private static async Task Nothing_given_as_a_condition_is_misuse(Trial trial)
    {
        var part = Sample.Part("a", ExpectedRevision.Any, Sample.Event(1));
        IReadOnlyList<AppendCondition>[] wrong = [null!, [null!], [new AppendCondition(null!)], [new AppendCondition(Query.All), null!]];

        foreach (var conditions in wrong)
        {
            await trial.ChangesNothingAsync("misuse", () => Expect.ThrowsAsync<ArgumentNullException>(
                "append under nothing", () => trial.TryAppendIfAsync(conditions, part))).ConfigureAwait(false);
        }
    }
}
