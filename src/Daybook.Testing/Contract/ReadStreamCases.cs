namespace Daybook.Testing.Contract;

/// <summary>Reading one stream.</summary>
internal static class ReadStreamCases
{
    private const string Verb = "read stream";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, A_stream_that_does_not_exist_has_no_events),
        new(Verb, Every_combination_of_start_end_direction_and_limit),
        new(Verb, A_start_or_end_is_given_once_and_a_limit_is_above_0),
        new(Verb, A_long_stream_is_read_whole_in_both_directions),
    ];

    private static async Task A_stream_that_does_not_exist_has_no_events(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);

        foreach (var read in new[] { new StreamRead(), new StreamRead { Backwards = true }, new StreamRead { From = new Revision(3) } })
        {
            Expect.Equal("events of no stream", 0, (await trial.ReadStreamAsync("b", read).ConfigureAwait(false)).Length);
        }
    }

    private static async Task Every_combination_of_start_end_direction_and_limit(Trial trial)
    {
        // Another stream between, so that revisions and positions differ.
        for (var number = 0; number < 5; number++)
        {
            await trial.AppendAsync("other", ExpectedRevision.Any, Sample.Events(number * 2, 2)).ConfigureAwait(false);
            await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(number)).ConfigureAwait(false);
        }

        foreach (var edges in ReadEdges.All([0, 1, 3, 4, 5, long.MaxValue], [1, 2, 5, 6]))
        {
            var read = await trial.ReadStreamAsync("a", ReadOf(edges)).ConfigureAwait(false);

            Expect.Sequence($"revisions of {edges}", edges.Of([0, 1, 2, 3, 4]), read.Select(static one => one.Revision.Value));
        }
    }

    private static async Task A_start_or_end_is_given_once_and_a_limit_is_above_0(Trial trial)
    {
        StreamRead[] wrong =
        [
            new() { From = new Revision(1), After = new Revision(1) },
            new() { To = new Revision(1), Before = new Revision(1) },
            new() { Limit = 0 },
            new() { Limit = -1 },
        ];

        foreach (var read in wrong)
        {
            await Expect.ThrowsAsync<ArgumentException>($"read {read}", () => trial.ReadStreamAsync("a", read)).ConfigureAwait(false);
        }
    }

    private static async Task A_long_stream_is_read_whole_in_both_directions(Trial trial)
    {
        const int Appends = 12, Each = 110;
        for (var number = 0; number < Appends; number++)
        {
            await trial.AppendAsync(
                Sample.Part("a", ExpectedRevision.Any, Sample.Events(number * Each, Each)),
                Sample.Part("other", ExpectedRevision.Any, Sample.Event(number))).ConfigureAwait(false);
        }

        var forwards = await trial.ReadStreamAsync("a").ConfigureAwait(false);
        var backwards = await trial.ReadStreamAsync("a", new StreamRead { Backwards = true }).ConfigureAwait(false);
        var middle = await trial.ReadStreamAsync("a", new StreamRead { From = new Revision(100), Before = new Revision(1_200), Limit = 1_050 }).ConfigureAwait(false);

        var all = Enumerable.Range(0, Appends * Each).Select(Sample.Id).ToArray();
        Expect.Sequence("forwards", all, forwards.Select(static one => one.Id));
        Expect.Sequence("backwards", all.Reverse(), backwards.Select(static one => one.Id));
        Expect.Sequence("middle", all[100..1_150], middle.Select(static one => one.Id));
    }

    private static StreamRead ReadOf(ReadEdges edges)
    {
        static Revision? At(long? value) => value is { } given ? new Revision(given) : null;
        return new StreamRead
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
