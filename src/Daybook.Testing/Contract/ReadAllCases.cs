namespace Daybook.Testing.Contract;

/// <summary>Reading all streams in the order of positions.</summary>
internal static class ReadAllCases
{
    private const string Verb = "read all";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, An_empty_store_has_no_events),
        new(Verb, Every_combination_of_start_end_direction_and_limit),
        new(Verb, A_start_or_end_is_given_once_and_a_limit_is_above_0),
        new(Verb, A_long_store_is_read_whole_in_both_directions),
    ];

    private static async Task An_empty_store_has_no_events(Trial trial)
    {
        foreach (var read in new[] { new StoreRead(), new StoreRead { Backwards = true }, new StoreRead { From = new Position(3) } })
        {
            Expect.Equal("events", 0, (await trial.ReadAllAsync(read).ConfigureAwait(false)).Length);
        }

        Expect.Equal("head", Position.Start, await trial.Store.GetHeadAsync(trial.Cancel).ConfigureAwait(false));
    }

    private static async Task Every_combination_of_start_end_direction_and_limit(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, 2)).ConfigureAwait(false);
        await trial.AppendAsync("b", ExpectedRevision.Any, Sample.Event(3)).ConfigureAwait(false);
        await trial.AppendAsync(
            Sample.Part("c", ExpectedRevision.Any, Sample.Event(4)), Sample.Part("a", ExpectedRevision.Any, Sample.Event(5))).ConfigureAwait(false);
        var places = (await trial.ReadAllAsync().ConfigureAwait(false)).Select(static one => one.Position.Value).ToArray();

        foreach (var edges in ReadEdges.All([0, places[0], places[1], places[3], places[4], places[4] + 1, long.MaxValue], [1, 2, 5, 6]))
        {
            var read = await trial.ReadAllAsync(ReadOf(edges)).ConfigureAwait(false);

            Expect.Sequence($"positions of {edges}", edges.Of(places), read.Select(static one => one.Position.Value));
        }
    }

    private static async Task A_start_or_end_is_given_once_and_a_limit_is_above_0(Trial trial)
    {
        StoreRead[] wrong =
        [
            new() { From = new Position(1), After = new Position(1) },
            new() { To = new Position(1), Before = new Position(1) },
            new() { Limit = 0 },
            new() { Limit = -1 },
        ];

        foreach (var read in wrong)
        {
            await Expect.ThrowsAsync<ArgumentException>($"read {read}", () => trial.ReadAllAsync(read)).ConfigureAwait(false);
        }
    }

    private static async Task A_long_store_is_read_whole_in_both_directions(Trial trial)
    {
        const int Appends = 13, Each = 100;
        for (var number = 0; number < Appends; number++)
        {
            await trial.AppendAsync($"s-{number % 5}", ExpectedRevision.Any, Sample.Events(number * Each, Each)).ConfigureAwait(false);
        }

        var forwards = await trial.ReadAllAsync().ConfigureAwait(false);
        var backwards = await trial.ReadAllAsync(new StoreRead { Backwards = true }).ConfigureAwait(false);
        var middle = await trial.ReadAllAsync(new StoreRead { From = forwards[50].Position, Before = forwards[1_250].Position, Limit = 1_111 }).ConfigureAwait(false);

        var all = Enumerable.Range(0, Appends * Each).Select(Sample.Id).ToArray();
        Expect.Sequence("forwards", all, forwards.Select(static one => one.Id));
        Expect.Sequence("backwards", all.Reverse(), backwards.Select(static one => one.Id));
        Expect.Sequence("middle", all[50..1_161], middle.Select(static one => one.Id));
    }

    private static StoreRead ReadOf(ReadEdges edges)
    {
        static Position? At(long? value) => value is { } given ? new Position(given) : null;
        return new StoreRead
        {
            From = At(edges.From),
            After = At(edges.After),
            To = At(edges.To),
            Before = At(edges.Before),
            Backwards = edges.Backwards,
            Limit = edges.Limit,
        };
    }
}
