namespace Daybook.Testing.Contract;

/// <summary>One append to several streams is one step: all of it or nothing.</summary>
internal static class SeveralStreamsCases
{
    private const string Verb = "append";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Several_streams_are_appended_in_the_order_of_the_append),
        new(Verb, One_conflicting_stream_of_several_leaves_all_unchanged),
        new(Verb, First_conflicting_stream_is_named),
        new(Verb, A_read_never_shows_half_of_an_append),
    ];

    private static async Task Several_streams_are_appended_in_the_order_of_the_append(Trial trial)
    {
        await trial.AppendAsync("b", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);

        var appended = await trial.AppendAsync(
            Sample.Part("c", ExpectedRevision.NoStream, Sample.Events(10, 1)),
            Sample.Part("b", ExpectedRevision.At(1), Sample.Events(20, 2)),
            Sample.Part("a", ExpectedRevision.Any, Sample.Events(30, 3))).ConfigureAwait(false);

        var read = await trial.ReadAllAsync(new StoreRead { From = appended.Positions[0] }).ConfigureAwait(false);
        Expect.Sequence("ids", [Sample.Id(10), Sample.Id(20), Sample.Id(21), Sample.Id(30), Sample.Id(31), Sample.Id(32)], read.Select(static one => one.Id));
        Expect.Sequence("streams", ["c", "b", "b", "a", "a", "a"], read.Select(static one => one.Stream.Value));
        Expect.Sequence("revisions", [0L, 2, 3, 0, 1, 2], read.Select(static one => one.Revision.Value));
        Expect.Sequence("positions of the answer", read.Select(static one => one.Position), appended.Positions);
        Expect.Sequence("last revisions of the answer", [0L, 3, 2], appended.LastRevisions.Select(static one => one.Value));
    }

    private static async Task One_conflicting_stream_of_several_leaves_all_unchanged(Trial trial)
    {
        await trial.AppendAsync("b", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);
        StreamEvents[] parts =
        [
            Sample.Part("a", ExpectedRevision.NoStream, Sample.Event(10)),
            Sample.Part("c", ExpectedRevision.Any, Sample.Event(11)),
            Sample.Part("b", ExpectedRevision.At(1), Sample.Event(12)),
        ];

        for (var stale = 0; stale < parts.Length; stale++)
        {
            var append = parts.ToArray();
            append[stale] = append[stale] with { Expected = ExpectedRevision.At(7) };

            var outcome = await trial.ChangesNothingAsync($"conflict of part {stale}", () => trial.TryAppendAsync(append)).ConfigureAwait(false);

            Expect.Equal("conflicting stream", append[stale].Stream, (outcome as RevisionConflict)?.Stream ?? "none");
        }

        await trial.AppendAsync(parts).ConfigureAwait(false);
        Expect.Equal("streams in the end", 3, (await trial.ListAsync().ConfigureAwait(false)).Length);
    }

    private static async Task First_conflicting_stream_is_named(Trial trial)
    {
        var outcome = await trial.TryAppendAsync(
            Sample.Part("a", ExpectedRevision.NoStream, Sample.Event(1)),
            Sample.Part("c", ExpectedRevision.At(3), Sample.Event(2)),
            Sample.Part("b", ExpectedRevision.StreamExists, Sample.Event(3))).ConfigureAwait(false);

        Expect.Equal<AppendOutcome>("outcome", new RevisionConflict("c", ExpectedRevision.At(3), null), outcome);
    }

    private static async Task A_read_never_shows_half_of_an_append(Trial trial)
    {
        const int Appends = 40;
        using var ended = new CancellationTokenSource();
        async Task<int> WatchAsync()
        {
            var reads = 0;
            do
            {
                var seen = await trial.CollectAsync(trial.Store.ReadAllAsync(cancellationToken: trial.Cancel)).ConfigureAwait(false);
                Expect.Equal("events of an append of two that are missing from a read", 0, seen.Length % 2);
                reads++;
            }
            while (!ended.IsCancellationRequested);
            return reads;
        }

        var watching = Task.Run(WatchAsync);
        for (var number = 0; number < Appends; number++)
        {
            await trial.AppendAsync(
                Sample.Part("a", ExpectedRevision.Any, Sample.Event(number)),
                Sample.Part("b", ExpectedRevision.Any, Sample.Event(number))).ConfigureAwait(false);
        }

        await ended.CancelAsync().ConfigureAwait(false);
        Expect.True("reads beside the appends", await watching.ConfigureAwait(false) > 0);
        Expect.Equal("events in the end", 2 * Appends, (await trial.ReadAllAsync().ConfigureAwait(false)).Length);
    }
}
