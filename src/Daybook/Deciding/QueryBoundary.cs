namespace Daybook.Deciding;

/// <summary>
/// A query: the state is made of the events that match it, and an append expects that no other has come after those that
/// were read. New events go to a stream that need not have anything to do with the query.
/// </summary>
internal sealed class QueryBoundary(Query query, StreamName stream) : IBoundary
{
    public StreamName Stream => stream;

    public bool Includes(RecordedEvent recorded) => query.Matches(recorded);

    public Revision? RevisionOf(RecordedEvent recorded) => null;

    public IAsyncEnumerable<RecordedEvent> ReadAsync(
        DaybookStore store, AsOf? asOf, DateTimeOffset? effectiveAt, CancellationToken cancellationToken)
    {
        if (asOf?.RevisionOrNull is not null)
        {
            throw new ArgumentException("A revision is a place in a stream, and this state is made of a query's events. Give an instant or a position.", nameof(asOf));
        }

        var read = new StoreRead { AsOf = asOf?.InstantOrNull, To = asOf?.PositionOrNull, OccurredTo = effectiveAt };
        return store.ReadAsync(query, read, cancellationToken);
    }

    public IAsyncEnumerable<RecordedEvent> ReadAsync<TState>(
        DaybookStore store, Known<TState> known, Position upTo, CancellationToken cancellationToken) =>
        store.ReadAsync(query, new StoreRead { After = known.UpTo, To = upTo }, cancellationToken);

    public ValueTask<bool> ShowsOthersAsync(DaybookStore store, (Position After, Position UpTo) range, CancellationToken cancellationToken) =>
        ValueTask.FromResult(false);

    public ValueTask<AppendOutcome> TryAppendAsync<TState>(
        DaybookStore store, Known<TState> known, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) =>
        store.TryAppendAsync(
            [new StreamEvents(stream, ExpectedRevision.Any, events)], [new AppendCondition(query, known.UpTo)], cancellationToken);
}
