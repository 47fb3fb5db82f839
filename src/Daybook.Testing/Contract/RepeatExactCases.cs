namespace Daybook.Testing.Contract;

/// <summary>
/// Appending again with <c>NoStream</c> or <c>At</c>: cases 1 to 5 of docs/reference/append.md. What counts is what stands
/// directly after the expected revision.
/// </summary>
internal static class RepeatExactCases
{
    private const string Verb = "repeat";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Case_1_at_the_expected_revision_the_events_are_new),
        new(Verb, Case_2_a_stream_that_is_not_there_yet_conflicts),
        new(Verb, Case_3_all_events_follow_the_expected_revision),
        new(Verb, Case_3_holds_when_others_have_appended_since),
        new(Verb, Case_4_some_events_follow_the_expected_revision),
        new(Verb, Case_5_none_of_the_events_follows_the_expected_revision),
    ];

    private static async Task Case_1_at_the_expected_revision_the_events_are_new(Trial trial)
    {
        // The same ids further up do not matter: with an exact revision only what follows it is looked at.
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 3)).ConfigureAwait(false);

        var appended = await trial.AppendAsync("a", ExpectedRevision.At(2), Sample.Events(1, 3)).ConfigureAwait(false);

        Expect.Equal("repetition", false, appended.WasRepeat);
        Expect.Equal("events", 6, (await trial.ReadStreamAsync("a").ConfigureAwait(false)).Length);
    }

    private static async Task Case_2_a_stream_that_is_not_there_yet_conflicts(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 3)).ConfigureAwait(false);

        var outcome = await trial.ChangesNothingAsync("append beyond the end", () => trial.TryAppendAsync(
            Sample.Part("a", ExpectedRevision.At(3), Sample.Events(1, 3)))).ConfigureAwait(false);

        Expect.Equal<AppendOutcome>("outcome", new RevisionConflict("a", ExpectedRevision.At(3), new Revision(2)), outcome);
    }

    private static async Task Case_3_all_events_follow_the_expected_revision(Trial trial)
    {
        var first = await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await trial.AppendAsync("a", ExpectedRevision.At(1), Sample.Events(3, 2)).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromMinutes(1));

        var firstAgain = await trial.ChangesNothingAsync("repetition", () => trial.AppendAsync(
            "a", ExpectedRevision.NoStream, Sample.Events(1, 2))).ConfigureAwait(false);
        var secondAgain = await trial.ChangesNothingAsync("repetition", () => trial.AppendAsync(
            "a", ExpectedRevision.At(1), Sample.Events(3, 2))).ConfigureAwait(false);
        var across = await trial.ChangesNothingAsync("repetition across appends", () => trial.AppendAsync(
            "a", ExpectedRevision.At(0), Sample.Events(2, 2))).ConfigureAwait(false);

        Same("first append", first, firstAgain);
        Same("second append", second, secondAgain);
        Expect.Sequence("positions across appends", [first.Positions[1], second.Positions[0]], across.Positions);
        Expect.Equal("time across appends", second.RecordedAt, across.RecordedAt);
    }

    private static async Task Case_3_holds_when_others_have_appended_since(Trial trial)
    {
        var first = await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);
        await trial.AppendAsync("a", ExpectedRevision.At(1), Sample.Events(100, 2_000)).ConfigureAwait(false);

        var again = await trial.ChangesNothingAsync("late repetition", () => trial.AppendAsync(
            "a", ExpectedRevision.NoStream, Sample.Events(1, 2))).ConfigureAwait(false);

        Same("first append", first, again);
    }

    private static async Task Case_4_some_events_follow_the_expected_revision(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 4)).ConfigureAwait(false);
        (string What, ExpectedRevision Expected, int[] Numbers)[] partials =
        [
            ("more than is there", ExpectedRevision.At(1), [3, 4, 5]),
            ("another order", ExpectedRevision.At(1), [4, 3]),
            ("one of two", ExpectedRevision.NoStream, [1, 9]),
            ("the other of two", ExpectedRevision.NoStream, [9, 2]),
            ("one left out", ExpectedRevision.NoStream, [1, 3]),
            ("shifted by one", ExpectedRevision.At(0), [1, 2]),
            ("twelve, one of them there", ExpectedRevision.At(2), [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 4]),
        ];

        foreach (var (what, expected, numbers) in partials)
        {
            var refusal = await trial.ChangesNothingAsync(what, () => Expect.ThrowsAsync<EventIdReusedException>(
                what, () => trial.AppendAsync("a", expected, [.. numbers.Select(Sample.Event)]))).ConfigureAwait(false);

            var found = await trial.ReadStreamAsync("a", new StreamRead { From = refusal.Revision, Limit = 1 }).ConfigureAwait(false);
            Expect.Equal($"{what}: stream", new StreamName("a"), refusal.Stream);
            Expect.Equal($"{what}: id at the revision that the refusal names", refusal.EventId, found[0].Id);
            Expect.Equal($"{what}: code", ErrorCodes.EventIdReused, refusal.Code);
        }
    }

    private static async Task Case_5_none_of_the_events_follows_the_expected_revision(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 4)).ConfigureAwait(false);
        (string What, ExpectedRevision Expected, int[] Numbers)[] conflicts =
        [
            ("new events", ExpectedRevision.At(1), [8, 9]),
            ("events that stand before it", ExpectedRevision.At(1), [1, 2]),
            ("an event that stands further on", ExpectedRevision.NoStream, [4]),
        ];

        foreach (var (what, expected, numbers) in conflicts)
        {
            var outcome = await trial.ChangesNothingAsync(what, () => trial.TryAppendAsync(
                Sample.Part("a", expected, [.. numbers.Select(Sample.Event)]))).ConfigureAwait(false);

            Expect.Equal<AppendOutcome>(what, new RevisionConflict("a", expected, new Revision(3)), outcome);
        }
    }

    private static void Same(string what, Appended first, Appended again)
    {
        Expect.Equal($"{what}: repetition", true, again.WasRepeat);
        Expect.Sequence($"{what}: positions", first.Positions, again.Positions);
        Expect.Sequence($"{what}: last revisions", first.LastRevisions, again.LastRevisions);
        Expect.Equal($"{what}: time", first.RecordedAt, again.RecordedAt);
    }
}
