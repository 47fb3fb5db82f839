namespace Daybook.Testing.Contract.Times;

/// <summary>The record as it was: everything at or before an instant, a position or a revision is a prefix.</summary>
internal static class AsOfCases
{
    private const string Verb = "as of";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, An_instant_shows_what_was_recorded_by_then_inclusive),
        new(Verb, A_position_shows_what_stands_at_or_before_it),
        new(Verb, A_revision_shows_what_stands_at_or_before_it),
        new(Verb, It_combines_with_every_start_end_direction_and_limit),
        new(Verb, When_something_occurred_does_not_matter),
    ];

    private static async Task An_instant_shows_what_was_recorded_by_then_inclusive(Trial trial)
    {
        var all = await FillAsync(trial).ConfigureAwait(false);
        var instants = all.SelectMany(static one => new[] { one.RecordedAt.AddTicks(-1), one.RecordedAt, one.RecordedAt.AddTicks(1) })
            .Concat([DateTimeOffset.MinValue, DateTimeOffset.MaxValue, all[0].RecordedAt.ToOffset(TimeSpan.FromHours(9))]);

        foreach (var instant in instants)
        {
            var store = await trial.ReadAllAsync(new StoreRead { AsOf = instant }).ConfigureAwait(false);
            var stream = await trial.ReadStreamAsync("a", new StreamRead { AsOf = instant }).ConfigureAwait(false);

            ExpectIds($"store as of {instant:O}", all.Where(one => one.RecordedAt <= instant), store);
            ExpectIds($"stream as of {instant:O}", all.Where(one => one.RecordedAt <= instant && one.Stream == "a"), stream);
        }
    }

    private static async Task A_position_shows_what_stands_at_or_before_it(Trial trial)
    {
        var all = await FillAsync(trial).ConfigureAwait(false);

        foreach (var position in all.Select(static one => one.Position).Concat([Position.Start, new Position(long.MaxValue)]))
        {
            var stream = await trial.ReadStreamAsync("a", new StreamRead { AsOf = position }).ConfigureAwait(false);

            ExpectIds($"stream as of {position}", all.Where(one => one.Position <= position && one.Stream == "a"), stream);
        }
    }

    private static async Task A_revision_shows_what_stands_at_or_before_it(Trial trial)
    {
        var all = await FillAsync(trial).ConfigureAwait(false);

        foreach (var revision in new[] { 0L, 1, 2, 5, long.MaxValue }.Select(static value => new Revision(value)))
        {
            var stream = await trial.ReadStreamAsync("a", new StreamRead { AsOf = revision }).ConfigureAwait(false);

            ExpectIds($"stream as of revision {revision}", all.Where(one => one.Revision <= revision && one.Stream == "a"), stream);
        }
    }

    private static async Task It_combines_with_every_start_end_direction_and_limit(Trial trial)
    {
        var all = await FillAsync(trial).ConfigureAwait(false);
        var middle = all[4];
        (AsOf Point, Func<RecordedEvent, bool> Shows)[] points =
        [
            (middle.Position, one => one.Position <= middle.Position),
            (middle.RecordedAt, one => one.RecordedAt <= middle.RecordedAt),
            (new Revision(1), static one => one.Revision.Value <= 1),
        ];

        foreach (var (point, shows) in points)
        {
            var revisions = all.Where(one => one.Stream == "a" && shows(one)).Select(static one => one.Revision.Value).ToArray();
            foreach (var edges in ReadEdges.All([0, 1, 2, 6], [1, 3]))
            {
                static Revision? At(long? value) => value is { } given ? new Revision(given) : null;
                var read = await trial.ReadStreamAsync("a", new StreamRead
                {
                    From = At(edges.From),
                    After = At(edges.After),
                    To = At(edges.To),
                    Before = At(edges.Before),
                    Backwards = edges.Backwards,
                    Limit = edges.Limit,
                    AsOf = point,
                }).ConfigureAwait(false);

                Expect.Sequence($"revisions of {edges} as of {point}", edges.Of(revisions), read.Select(static one => one.Revision.Value));
            }
        }
    }

    private static async Task When_something_occurred_does_not_matter(Trial trial)
    {
        var now = trial.Clock.GetUtcNow();
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1) with { OccurredAt = now.AddYears(10) }).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromHours(1));
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(2) with { OccurredAt = now.AddYears(-10) }).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("a", new StreamRead { AsOf = now }).ConfigureAwait(false);

        Expect.Sequence("events as of the first append", [Sample.Id(1)], read.Select(static one => one.Id));
    }

    /// <summary>Appends of several events and streams, while the clock goes on, stands and is set back.</summary>
    private static async Task<RecordedEvent[]> FillAsync(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, 2)).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromHours(2));
        await trial.AppendAsync("b", ExpectedRevision.Any, Sample.Event(3)).ConfigureAwait(false);
        await trial.AppendAsync(
            Sample.Part("b", ExpectedRevision.Any, Sample.Event(4)), Sample.Part("a", ExpectedRevision.Any, Sample.Events(5, 2))).ConfigureAwait(false);
        trial.Clock.SetBack(TimeSpan.FromHours(1));
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(7)).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromHours(3));
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(8)).ConfigureAwait(false);
        return await trial.ReadAllAsync().ConfigureAwait(false);
    }

    private static void ExpectIds(string what, IEnumerable<RecordedEvent> expected, RecordedEvent[] actual) =>
        Expect.Sequence(what, expected.Select(static one => one.Id), actual.Select(static one => one.Id));
}
