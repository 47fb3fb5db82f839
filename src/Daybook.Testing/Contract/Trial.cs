namespace Daybook.Testing.Contract;

/// <summary>
/// One run of a case: a store, its clock, and the verbs in short. Where the store outlives its closing, the first read after
/// an append finds it closed and opened again.
/// </summary>
internal sealed class Trial(DaybookStore store, ContractClock clock, CancellationToken cancel) : IAsyncDisposable
{
    private bool hasAppended;

    public DaybookStore Store { get; private set; } = store;

    public ContractClock Clock => clock;

    public CancellationToken Cancel => cancel;

    public Func<DaybookStore, ValueTask<DaybookStore>>? Reopen { get; init; }

    public async Task<Appended> AppendAsync(StreamName stream, ExpectedRevision expected, params NewEvent[] events)
    {
        hasAppended = true;
        return await Store.AppendAsync(stream, expected, events, cancel).ConfigureAwait(false);
    }

    /// <summary>Appends that must be accepted, a part for each stream.</summary>
    public async Task<Appended> AppendAsync(params StreamEvents[] parts)
    {
        hasAppended = true;
        return await Store.AppendAsync(parts, cancel).ConfigureAwait(false);
    }

    public async Task<AppendOutcome> TryAppendAsync(params StreamEvents[] parts)
    {
        hasAppended = true;
        return await Store.TryAppendAsync(parts, cancel).ConfigureAwait(false);
    }

    /// <summary>The same under conditions.</summary>
    public async Task<AppendOutcome> TryAppendIfAsync(IReadOnlyList<AppendCondition> conditions, params StreamEvents[] parts)
    {
        hasAppended = true;
        return await Store.TryAppendAsync(parts, conditions, cancel).ConfigureAwait(false);
    }

    public async Task<RecordedEvent[]> ReadAsync(Query query, StoreRead? read = null)
    {
        await SettleAsync().ConfigureAwait(false);
        return await CollectAsync(Store.ReadAsync(query, read, cancel)).ConfigureAwait(false);
    }

    public async Task<RecordedEvent[]> ReadStreamAsync(StreamName stream, StreamRead? read = null)
    {
        await SettleAsync().ConfigureAwait(false);
        return await CollectAsync(Store.ReadStreamAsync(stream, read, cancel)).ConfigureAwait(false);
    }

    public async Task<RecordedEvent[]> ReadAllAsync(StoreRead? read = null)
    {
        await SettleAsync().ConfigureAwait(false);
        return await CollectAsync(Store.ReadAllAsync(read, cancel)).ConfigureAwait(false);
    }

    public async Task<StreamSummary[]> ListAsync(string prefix = "")
    {
        await SettleAsync().ConfigureAwait(false);
        return await CollectAsync(Store.ListStreamsAsync(prefix, cancel)).ConfigureAwait(false);
    }

    /// <summary>Runs something that must leave the store as it was.</summary>
    public async Task<T> ChangesNothingAsync<T>(string what, Func<Task<T>> action)
    {
        var before = await ReadAllAsync().ConfigureAwait(false);
        var result = await action().ConfigureAwait(false);
        var after = await ReadAllAsync().ConfigureAwait(false);
        Expect.Sequence($"{what}: events of the store afterwards", before.Select(Place), after.Select(Place));
        Expect.Equal($"{what}: head afterwards", before.LastOrDefault()?.Position ?? Position.Start, await Store.GetHeadAsync(cancel).ConfigureAwait(false));
        return result;
    }

    /// <summary>Closes and opens the store again, where it outlives that.</summary>
    public async Task SettleAsync()
    {
        if (hasAppended && Reopen is not null)
        {
            Store = await Reopen(Store).ConfigureAwait(false);
        }

        hasAppended = false;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public async Task<T[]> CollectAsync<T>(IAsyncEnumerable<T> items)
    {
        var collected = new List<T>();
        await foreach (var one in items.WithCancellation(cancel).ConfigureAwait(false))
        {
            collected.Add(one);
        }

        return [.. collected];
    }

    private static (Position Position, StreamName Stream, Revision Revision, Guid Id) Place(RecordedEvent one) =>
        (one.Position, one.Stream, one.Revision, one.Id);
}
