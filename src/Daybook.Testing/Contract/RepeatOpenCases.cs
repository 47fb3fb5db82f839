namespace Daybook.Testing.Contract;

/// <summary>
/// Appending again with <c>Any</c> or <c>StreamExists</c>: cases 6 to 9 of docs/reference/append.md. What counts are the last
/// 1,000 events of the stream, or as many as the append has when these are more.
/// </summary>
internal static class RepeatOpenCases
{
    private const string Verb = "repeat";
    private const int Window = 1_000;

    private static readonly ExpectedRevision[] Open = [ExpectedRevision.Any, ExpectedRevision.StreamExists];

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Case_6_all_events_stand_at_the_streams_end),
        new(Verb, Case_6_the_window_is_the_last_1000_events),
        new(Verb, Case_6_the_window_is_as_long_as_a_longer_append),
        new(Verb, Case_7_some_events_stand_at_the_streams_end),
        new(Verb, Case_8_none_of_the_events_stands_there),
        new(Verb, Case_9_a_stream_must_exist_and_does_not),
    ];

    private static async Task Case_6_all_events_stand_at_the_streams_end(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, 3)).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(4, 3)).ConfigureAwait(false);
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(7, 3)).ConfigureAwait(false);

        foreach (var expected in Open)
        {
            var again = await trial.ChangesNothingAsync("repetition", () => trial.AppendAsync("a", expected, Sample.Events(4, 3))).ConfigureAwait(false);

            Expect.Equal("repetition", true, again.WasRepeat);
            Expect.Sequence("positions", first.Positions, again.Positions);
            Expect.Sequence("last revisions", first.LastRevisions, again.LastRevisions);
            Expect.Equal("time", first.RecordedAt, again.RecordedAt);
        }
    }

    private static async Task Case_6_the_window_is_the_last_1000_events(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, Window + 1)).ConfigureAwait(false);

        var within = await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(2)).ConfigureAwait(false);
        var beyond = await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);

        Expect.Equal("the 1,000th event from the end is a repetition", true, within.WasRepeat);
        Expect.Equal("its revision", new Revision(1), within.LastRevision);
        Expect.Equal("the 1,001st event from the end is a repetition", false, beyond.WasRepeat);
        Expect.Equal("its revision", new Revision(Window + 1), beyond.LastRevision);
    }

    private static async Task Case_6_the_window_is_as_long_as_a_longer_append(Trial trial)
    {
        const int Longer = Window + 500;
        var first = await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, Longer)).ConfigureAwait(false);

        var again = await trial.ChangesNothingAsync("long repetition", () => trial.AppendAsync(
            "a", ExpectedRevision.Any, Sample.Events(1, Longer))).ConfigureAwait(false);

        Expect.Equal("repetition", true, again.WasRepeat);
        Expect.Sequence("positions", first.Positions, again.Positions);
    }

    private static async Task Case_7_some_events_stand_at_the_streams_end(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, 4)).ConfigureAwait(false);
        int[][] partials = [[4, 5], [5, 4], [2, 1], [1, 3], [1, 2, 3, 4, 5], [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 1]];

        foreach (var expected in Open)
        {
            foreach (var numbers in partials)
            {
                var what = $"append of {string.Join(", ", numbers)} expecting {expected}";
                var refusal = await trial.ChangesNothingAsync(what, () => Expect.ThrowsAsync<EventIdReusedException>(
                    what, () => trial.AppendAsync("a", expected, [.. numbers.Select(Sample.Event)]))).ConfigureAwait(false);

                var found = await trial.ReadStreamAsync("a", new StreamRead { From = refusal.Revision, Limit = 1 }).ConfigureAwait(false);
                Expect.Equal($"{what}: id at the revision that the refusal names", refusal.EventId, found[0].Id);
            }
        }
    }

    private static async Task Case_8_none_of_the_events_stands_there(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, 2)).ConfigureAwait(false);
        await trial.AppendAsync("b", ExpectedRevision.Any, Sample.Events(3, 2)).ConfigureAwait(false);

        // Ids are looked for in the stream only: the same event in two streams is two events.
        var other = await trial.AppendAsync("a", ExpectedRevision.StreamExists, Sample.Events(3, 2)).ConfigureAwait(false);
        var fresh = await trial.AppendAsync("c", ExpectedRevision.Any, Sample.Events(3, 2)).ConfigureAwait(false);

        Expect.Equal("repetition of another stream's events", false, other.WasRepeat);
        Expect.Equal("repetition of another stream's events", false, fresh.WasRepeat);
        Expect.Equal("events", 8, (await trial.ReadAllAsync().ConfigureAwait(false)).Length);
    }

    private static async Task Case_9_a_stream_must_exist_and_does_not(Trial trial)
    {
        var outcome = await trial.ChangesNothingAsync("append to no stream", () => trial.TryAppendAsync(
            Sample.Part("a", ExpectedRevision.StreamExists, Sample.Event(1)))).ConfigureAwait(false);

        Expect.Equal<AppendOutcome>("outcome", new RevisionConflict("a", ExpectedRevision.StreamExists, null), outcome);
    }
}
