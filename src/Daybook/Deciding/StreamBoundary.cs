namespace Daybook.Deciding;

/// <summary>One stream: the state is made of its events, and an append expects the revision that was read.</summary>
internal sealed class StreamBoundary(StreamName stream) : IBoundary
{
    public StreamName Stream => stream;

    public bool Includes(RecordedEvent recorded) => true;

    public Revision? RevisionOf(RecordedEvent recorded) => recorded.Revision;

    public IAsyncEnumerable<RecordedEvent> ReadAsync(
        DaybookStore store, AsOf? asOf, DateTimeOffset? effectiveAt, CancellationToken cancellationToken) =>
        store.ReadStreamAsync(stream, new StreamRead { AsOf = asOf, OccurredTo = effectiveAt }, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAsync<TState>(
        DaybookStore store, Known<TState> known, Position upTo, CancellationToken cancellationToken) =>
        store.ReadStreamAsync(stream, new StreamRead { After = known.Loaded.Revision, AsOf = upTo }, cancellationToken);

    public ValueTask<bool> ShowsOthersAsync(DaybookStore store, (Position After, Position UpTo) range, CancellationToken cancellationToken) =>
        store.IsMarkedAnewAsync(stream, range, cancellationToken);

    public ValueTask<AppendOutcome> TryAppendAsync<TState>(
        DaybookStore store, Known<TState> known, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) =>
        store.TryAppendAsync([new StreamEvents(stream, ExpectedRevision.AsRead(known.Loaded.Revision), events)], cancellationToken);
}
