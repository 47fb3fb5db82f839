namespace Daybook.Testing.Contract;

/// <summary>Appending again to several streams: case 10 of docs/reference/append.md, and what it leaves to the others.</summary>
internal static class RepeatSeveralCases
{
    private const string Verb = "repeat";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Case_10_one_stream_of_several_has_its_events_already),
        new(Verb, All_streams_have_their_events_already),
        new(Verb, A_conflict_of_one_stream_outweighs_the_repetition_of_another),
        new(Verb, Repetitions_at_the_same_time_are_recorded_once),
    ];

    private static async Task Case_10_one_stream_of_several_has_its_events_already(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);
        StreamEvents there = Sample.Part("a", ExpectedRevision.NoStream, Sample.Events(1, 2));
        StreamEvents open = there with { Expected = ExpectedRevision.Any };
        StreamEvents missing = Sample.Part("b", ExpectedRevision.NoStream, Sample.Events(3, 2));

        foreach (var append in new[] { [there, missing], [missing, there], [open, missing], new[] { missing, open } })
        {
            var refusal = await trial.ChangesNothingAsync("half a repetition", () => Expect.ThrowsAsync<EventIdReusedException>(
                "half a repetition", () => trial.AppendAsync(append))).ConfigureAwait(false);

            Expect.Equal("stream", new StreamName("a"), refusal.Stream);
            Expect.Equal("event", Sample.Id(1), refusal.EventId);
            Expect.Equal("revision", new Revision(0), refusal.Revision);
        }
    }

    private static async Task All_streams_have_their_events_already(Trial trial)
    {
        StreamEvents[] append =
        [
            Sample.Part("a", ExpectedRevision.NoStream, Sample.Events(1, 2)),
            Sample.Part("b", ExpectedRevision.Any, Sample.Events(1, 3)),
        ];
        var first = await trial.AppendAsync(append).ConfigureAwait(false);
        await trial.AppendAsync("a", ExpectedRevision.At(1), Sample.Event(9)).ConfigureAwait(false);

        var again = await trial.ChangesNothingAsync("repetition", () => trial.AppendAsync(append)).ConfigureAwait(false);

        Expect.Equal("repetition", true, again.WasRepeat);
        Expect.Sequence("positions", first.Positions, again.Positions);
        Expect.Sequence("last revisions", first.LastRevisions, again.LastRevisions);
        Expect.Equal("time", first.RecordedAt, again.RecordedAt);
    }

    private static async Task A_conflict_of_one_stream_outweighs_the_repetition_of_another(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Event(1)).ConfigureAwait(false);

        var outcome = await trial.ChangesNothingAsync("conflict", () => trial.TryAppendAsync(
            Sample.Part("a", ExpectedRevision.NoStream, Sample.Event(1)),
            Sample.Part("b", ExpectedRevision.At(5), Sample.Event(2)))).ConfigureAwait(false);

        Expect.Equal<AppendOutcome>("outcome", new RevisionConflict("b", ExpectedRevision.At(5), null), outcome);
    }

    private static async Task Repetitions_at_the_same_time_are_recorded_once(Trial trial)
    {
        const int Rounds = 20, Repetitions = 4;
        for (var round = 0; round < Rounds; round++)
        {
            var events = Sample.Events(round * 10, 3);
            var answers = await Task.WhenAll(Enumerable.Range(0, Repetitions).Select(_ => Task.Run(
                () => trial.AppendAsync("a", ExpectedRevision.Any, events)))).ConfigureAwait(false);

            Expect.Equal("answers that are no repetition", 1, answers.Count(static answer => !answer.WasRepeat));
            Expect.Equal("different last positions", 1, answers.Select(static answer => answer.LastPosition).Distinct().Count());
            Expect.Equal("different times", 1, answers.Select(static answer => answer.RecordedAt).Distinct().Count());
        }

        Expect.Equal("events", Rounds * 3, (await trial.ReadStreamAsync("a").ConfigureAwait(false)).Length);
    }
}
