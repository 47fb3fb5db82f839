namespace Daybook.Deciding;

/// <summary>What an aggregate is bound to: which events its state is made of, and what its appends expect of them.</summary>
internal interface IBoundary
{
    /// <summary>Where new events go.</summary>
    StreamName Stream { get; }

    /// <summary>Whether an event that was appended to <see cref="Stream"/> belongs to the state.</summary>
    bool Includes(RecordedEvent recorded);

    /// <summary>The revision of an event that a state remembers.</summary>
    Revision? RevisionOf(RecordedEvent recorded);

    /// <summary>The events as they were at a point of the record, and what of them had occurred by an instant; null for all.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAsync(
        DaybookStore store, AsOf? asOf, DateTimeOffset? effectiveAt, CancellationToken cancellationToken);

    /// <summary>The events that a state does not have yet, up to a position, inclusive.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAsync<TState>(
        DaybookStore store, Known<TState> known, Position upTo, CancellationToken cancellationToken);

    /// <summary>Whether a state that was known up to a position must be replayed from the beginning: other events are shown now.</summary>
    ValueTask<bool> ShowsOthersAsync(DaybookStore store, (Position After, Position UpTo) range, CancellationToken cancellationToken);

    /// <summary>Appends what was decided on a state; a conflict when the state is not up to date.</summary>
    ValueTask<AppendOutcome> TryAppendAsync<TState>(
        DaybookStore store, Known<TState> known, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken);
}
