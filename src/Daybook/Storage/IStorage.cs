namespace Daybook.Storage;

/// <summary>
/// What a store needs of its storage: one order of positions, appended to and read in batches. Appends arrive checked
/// (names, limits, no stream twice); expected revisions, repetitions and conditions are the storage's part, because only it
/// knows the order. Thread-safe.
/// </summary>
internal interface IStorage : IAsyncDisposable
{
    /// <summary>Appends atomically; returns when the outcome is durable.</summary>
    /// <exception cref="EventIdReusedException">Some but not all of the events are there.</exception>
    ValueTask<AppendOutcome> AppendAsync(
        IReadOnlyList<StreamEvents> append, IReadOnlyList<AppendCondition> conditions, CancellationToken cancellationToken);

    /// <summary>The last durable position, fresh.</summary>
    ValueTask<Position> HeadAsync(CancellationToken cancellationToken);

    /// <summary>The last durable position recorded at or before an instant; <see cref="Position.Start"/> when there is none.</summary>
    ValueTask<Position> PositionAtAsync(DateTimeOffset instant, CancellationToken cancellationToken);

    /// <summary>The last revision of a stream at or below a durable position; null when it has no event there.</summary>
    ValueTask<Revision?> LastRevisionAsync(StreamName stream, Position upTo, CancellationToken cancellationToken);

    /// <summary>
    /// The first events of a range of positions, in its direction; fewer than the range holds when they are many. Empty only
    /// when the range holds none at or below the durable head that occurred when its bounds say.
    /// </summary>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(ReadBounds bounds, CancellationToken cancellationToken);

    /// <summary>The same for a range of revisions of one stream, at or below a position.</summary>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(
        StreamName stream, Position upTo, ReadBounds bounds, CancellationToken cancellationToken);

    /// <summary>The same for the events of a range of positions that match a query.</summary>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadQueryAsync(Query query, ReadBounds bounds, CancellationToken cancellationToken);

    /// <summary>Streams whose names begin with a text, in ordinal order.</summary>
    ValueTask<IReadOnlyList<StreamSummary>> ListStreamsAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Facts for <see cref="StoreInfo"/>.</summary>
    ValueTask<StoreInfo> InfoAsync(CancellationToken cancellationToken);
}
