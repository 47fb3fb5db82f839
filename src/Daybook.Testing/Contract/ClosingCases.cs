namespace Daybook.Testing.Contract;

/// <summary>Closing a store, and a closed store.</summary>
internal static class ClosingCases
{
    private const string Verb = "closing";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Every_call_after_closing_says_that_the_store_is_closed),
        new(Verb, Closing_twice_is_closing_once),
        new(Verb, Closing_while_others_append_loses_nothing_that_was_answered),
    ];

    private static async Task Every_call_after_closing_says_that_the_store_is_closed(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);
        var store = trial.Store;
        var earlier = store.ReadAllAsync(cancellationToken: trial.Cancel);
        await store.DisposeAsync().ConfigureAwait(false);

        (string Call, Func<Task> Action)[] calls =
        [
            ("append", async () => await store.AppendAsync("a", ExpectedRevision.Any, [Sample.Event(2)], trial.Cancel).ConfigureAwait(false)),
            ("append of an invalid name", async () => await store.AppendAsync(default, ExpectedRevision.Any, [], trial.Cancel).ConfigureAwait(false)),
            ("trying to append", async () => await store.TryAppendAsync([Sample.Part("a", ExpectedRevision.Any, Sample.Event(2))], trial.Cancel).ConfigureAwait(false)),
            ("read of a stream", () => trial.CollectAsync(store.ReadStreamAsync("a", cancellationToken: trial.Cancel))),
            ("read of the store", () => trial.CollectAsync(store.ReadAllAsync(cancellationToken: trial.Cancel))),
            ("read that was asked for before and begins now", () => trial.CollectAsync(earlier)),
            ("listing", () => trial.CollectAsync(store.ListStreamsAsync(cancellationToken: trial.Cancel))),
            ("head", async () => await store.GetHeadAsync(trial.Cancel).ConfigureAwait(false)),
            ("facts", async () => await store.GetInfoAsync(trial.Cancel).ConfigureAwait(false)),
        ];
        foreach (var (call, action) in calls)
        {
            await Expect.ThrowsAsync<ObjectDisposedException>($"{call} after closing", action).ConfigureAwait(false);
        }
    }

    private static async Task Closing_twice_is_closing_once(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);

        await trial.Store.DisposeAsync().ConfigureAwait(false);
        await trial.Store.DisposeAsync().ConfigureAwait(false);

        if (trial.Reopen is not null)
        {
            Expect.Equal("events", 1, (await trial.ReadAllAsync().ConfigureAwait(false)).Length);
        }
    }

    private static async Task Closing_while_others_append_loses_nothing_that_was_answered(Trial trial)
    {
        const int Writers = 6;
        var answered = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task WriteAsync(int writer)
        {
            for (var number = writer * 1_000_000; ; number++)
            {
                await trial.AppendAsync($"s-{writer}", ExpectedRevision.Any, Sample.Event(number)).ConfigureAwait(false);
                answered.Add(Sample.Id(number));
                if (answered.Count > 3 * Writers)
                {
                    underWay.TrySetResult();
                }
            }
        }

        var writers = Enumerable.Range(0, Writers).Select(writer => Expect.ThrowsAsync<ObjectDisposedException>(
            "append beside and after closing", () => Task.Run(() => WriteAsync(writer)))).ToArray();
        await Task.WhenAny([underWay.Task, .. writers]).ConfigureAwait(false);
        await trial.Store.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(writers).ConfigureAwait(false);

        if (trial.Reopen is not null)
        {
            var recorded = (await trial.ReadAllAsync().ConfigureAwait(false)).Select(static one => one.Id).ToHashSet();
            Expect.Equal("events that were answered and are not there", 0, answered.Count(id => !recorded.Contains(id)));
        }
    }
}
