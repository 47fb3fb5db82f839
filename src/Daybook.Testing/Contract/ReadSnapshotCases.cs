namespace Daybook.Testing.Contract;

/// <summary>A read shows the store as it was when the read began, and a new one shows more.</summary>
internal static class ReadSnapshotCases
{
    private const string Verb = "read";
    private const int Many = 1_200;

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, A_stream_read_does_not_show_what_is_appended_after_it_began),
        new(Verb, A_store_read_does_not_show_what_is_appended_after_it_began),
        new(Verb, Enumerating_again_reads_again),
        new(Verb, A_cancelled_read_ends_with_an_exception),
    ];

    private static async Task A_stream_read_does_not_show_what_is_appended_after_it_began(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(0, Many)).ConfigureAwait(false);

        var seen = await CountWhileAppendingAsync(trial, trial.Store.ReadStreamAsync("a", cancellationToken: trial.Cancel)).ConfigureAwait(false);

        Expect.Equal("events of the read", Many, seen);
    }

    private static async Task A_store_read_does_not_show_what_is_appended_after_it_began(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(0, Many)).ConfigureAwait(false);

        var seen = await CountWhileAppendingAsync(trial, trial.Store.ReadAllAsync(cancellationToken: trial.Cancel)).ConfigureAwait(false);

        Expect.Equal("events of the read", Many, seen);
    }

    private static async Task Enumerating_again_reads_again(Trial trial)
    {
        var stream = trial.Store.ReadStreamAsync("a", cancellationToken: trial.Cancel);
        var all = trial.Store.ReadAllAsync(cancellationToken: trial.Cancel);
        for (var number = 1; number <= 3; number++)
        {
            await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(number)).ConfigureAwait(false);

            Expect.Equal("events of the stream", number, (await trial.CollectAsync(stream).ConfigureAwait(false)).Length);
            Expect.Equal("events of the store", number, (await trial.CollectAsync(all).ConfigureAwait(false)).Length);
        }
    }

    private static async Task A_cancelled_read_ends_with_an_exception(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);
        var cancelled = new CancellationToken(canceled: true);

        await Expect.ThrowsAsync<OperationCanceledException>(
            "read of a stream", () => trial.CollectAsync(trial.Store.ReadStreamAsync("a", cancellationToken: cancelled))).ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            "read of the store", () => trial.CollectAsync(trial.Store.ReadAllAsync(cancellationToken: cancelled))).ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            "listing", () => trial.CollectAsync(trial.Store.ListStreamsAsync(cancellationToken: cancelled))).ConfigureAwait(false);
    }

    private static async Task<int> CountWhileAppendingAsync(Trial trial, IAsyncEnumerable<RecordedEvent> read)
    {
        var seen = 0;
        await foreach (var one in read.ConfigureAwait(false))
        {
            if (seen++ % 400 == 0)
            {
                await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(Many + seen)).ConfigureAwait(false);
            }

            Expect.Equal("id of the next event", Sample.Id(seen - 1), one.Id);
        }

        return seen;
    }
}
