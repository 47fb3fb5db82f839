namespace Daybook.Testing.Contract.Times;

/// <summary>The store's own time, and the time that an appender gives.</summary>
internal static class RecordedTimeCases
{
    private const string Verb = "append";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Events_of_one_append_are_recorded_at_the_same_time),
        new(Verb, Recorded_time_is_the_clocks_in_UTC),
        new(Verb, Recorded_time_rises_while_the_clock_stands),
        new(Verb, Recorded_time_rises_when_the_clock_is_set_back),
        new(Verb, Occurred_time_is_kept_however_far_from_now),
    ];

    private static async Task Events_of_one_append_are_recorded_at_the_same_time(Trial trial)
    {
        await trial.AppendAsync(
            Sample.Part("a", ExpectedRevision.Any, Sample.Events(1, 3)),
            Sample.Part("b", ExpectedRevision.Any, Sample.Events(4, 3))).ConfigureAwait(false);

        var read = await trial.ReadAllAsync().ConfigureAwait(false);

        Expect.Equal("different times of one append", 1, read.Select(static one => one.RecordedAt).Distinct().Count());
    }

    private static async Task Recorded_time_is_the_clocks_in_UTC(Trial trial)
    {
        var first = trial.Clock.GetUtcNow();
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromHours(1));
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(2)).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("a").ConfigureAwait(false);

        Expect.Sequence("recorded at", [first, first.AddHours(1)], read.Select(static one => one.RecordedAt));
        Expect.Sequence("offsets", [TimeSpan.Zero, TimeSpan.Zero], read.Select(static one => one.RecordedAt.Offset));
    }

    private static async Task Recorded_time_rises_while_the_clock_stands(Trial trial)
    {
        for (var number = 0; number < 20; number++)
        {
            await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(number)).ConfigureAwait(false);
        }

        await ExpectRisingAsync(trial).ConfigureAwait(false);
    }

    private static async Task Recorded_time_rises_when_the_clock_is_set_back(Trial trial)
    {
        for (var number = 0; number < 20; number++)
        {
            await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(number)).ConfigureAwait(false);
            trial.Clock.SetBack(TimeSpan.FromHours(23));
            await trial.SettleAsync().ConfigureAwait(false);
        }

        await ExpectRisingAsync(trial).ConfigureAwait(false);
    }

    private static async Task Occurred_time_is_kept_however_far_from_now(Trial trial)
    {
        DateTimeOffset[] times =
        [
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue,
            DateTimeOffset.UnixEpoch.AddTicks(1),
            new(2100, 1, 1, 0, 0, 0, TimeSpan.FromHours(14)),
            new(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)),
            new(9999, 12, 31, 0, 0, 0, TimeSpan.FromHours(-14)),
        ];
        await trial.AppendAsync("a", ExpectedRevision.Any, [.. times.Select((time, at) => Sample.Event(at) with { OccurredAt = time })]).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("a").ConfigureAwait(false);

        Expect.Sequence("occurred at, with offsets", times.Select(static time => time.ToString("O")), read.Select(static one => one.OccurredAt.ToString("O")));
    }

    private static async Task ExpectRisingAsync(Trial trial)
    {
        var times = (await trial.ReadAllAsync().ConfigureAwait(false)).Select(static one => one.RecordedAt).ToArray();
        Expect.Equal("appends", 20, times.Length);
        Expect.True("each append is recorded later than the one before", times.Zip(times.Skip(1)).All(static pair => pair.First < pair.Second));
    }
}
