namespace Daybook.Testing.Contract.Times;

/// <summary>Reading what occurred between two instants, whenever it was recorded.</summary>
internal static class OccurredCases
{
    private const string Verb = "occurred";

    private static readonly DateTimeOffset Day = new(2020, 5, 17, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Both_ends_are_inclusive_and_either_may_be_left_open),
        new(Verb, The_order_stays_that_of_reading_and_a_limit_counts_what_is_shown),
        new(Verb, An_event_that_names_no_time_occurred_when_it_was_recorded),
    ];

    private static async Task Both_ends_are_inclusive_and_either_may_be_left_open(Trial trial)
    {
        var all = await FillAsync(trial).ConfigureAwait(false);
        DateTimeOffset?[] ends = [null, .. all.Select(static one => (DateTimeOffset?)one.OccurredAt).Distinct(), Day.AddTicks(1), Day.AddDays(-9)];

        foreach (var (from, to) in ends.SelectMany(from => ends.Select(to => (from, to))))
        {
            bool Shows(RecordedEvent one) => !(one.OccurredAt < from) && !(one.OccurredAt > to);
            var store = await trial.ReadAllAsync(new StoreRead { OccurredFrom = from, OccurredTo = to }).ConfigureAwait(false);
            var stream = await trial.ReadStreamAsync("a", new StreamRead { OccurredFrom = from, OccurredTo = to }).ConfigureAwait(false);

            ExpectIds($"store from {from:O} to {to:O}", all.Where(Shows), store);
            ExpectIds($"stream from {from:O} to {to:O}", all.Where(one => one.Stream == "a" && Shows(one)), stream);
        }
    }

    private static async Task The_order_stays_that_of_reading_and_a_limit_counts_what_is_shown(Trial trial)
    {
        var all = await FillAsync(trial).ConfigureAwait(false);
        var shown = all.Where(static one => one.OccurredAt <= Day).ToArray();

        var first = await trial.ReadAllAsync(new StoreRead { OccurredTo = Day, Limit = 3 }).ConfigureAwait(false);
        var last = await trial.ReadAllAsync(new StoreRead { OccurredTo = Day, Limit = 3, Backwards = true }).ConfigureAwait(false);
        var before = await trial.ReadAllAsync(new StoreRead { OccurredTo = Day, To = all[4].Position }).ConfigureAwait(false);

        ExpectIds("the first three", shown.Take(3), first);
        ExpectIds("the last three", shown.Reverse().Take(3), last);
        ExpectIds("up to a position", shown.Where(one => one.Position <= all[4].Position), before);
    }

    private static async Task An_event_that_names_no_time_occurred_when_it_was_recorded(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        var appended = await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(99)).ConfigureAwait(false);

        var read = await trial.ReadAllAsync(new StoreRead { OccurredFrom = appended.RecordedAt, OccurredTo = appended.RecordedAt }).ConfigureAwait(false);

        Expect.Sequence("events", [Sample.Event(99).Id], read.Select(static one => one.Id));
    }

    /// <summary>Several streams and appends, each event on a day that has nothing to do with its place.</summary>
    private static async Task<RecordedEvent[]> FillAsync(Trial trial)
    {
        for (var number = 0; number < 24; number += 3)
        {
            var days = number * 7 % 5;
            NewEvent On(int at) => Sample.Event(number + at) with { OccurredAt = Day.AddDays(at == 2 ? -days : days - 2).ToOffset(TimeSpan.FromHours(days)) };
            await trial.AppendAsync(
                Sample.Part("a", ExpectedRevision.Any, On(0), On(1)), Sample.Part("b", ExpectedRevision.Any, On(2))).ConfigureAwait(false);
        }

        return await trial.ReadAllAsync().ConfigureAwait(false);
    }

    private static void ExpectIds(string what, IEnumerable<RecordedEvent> expected, IEnumerable<RecordedEvent> actual) =>
        Expect.Sequence(what, expected.Select(static one => one.Id), actual.Select(static one => one.Id));
}
