namespace Daybook.Deciding;

/// <summary>Folds events: in order of the record, or in order of when they occurred.</summary>
internal static class Replay
{
    /// <summary>Goes on from a state with events in the order of the record.</summary>
    public static async ValueTask<Loaded<TState>> OnAsync<TState>(
        Func<TState, RecordedEvent, TState> evolve,
        Loaded<TState> known,
        IBoundary boundary,
        IAsyncEnumerable<RecordedEvent> events,
        CancellationToken cancellationToken)
    {
        var (state, revision, count) = known;
        await foreach (var one in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            revision = boundary.RevisionOf(one);
            if (!SystemEvents.Are(one.Name))
            {
                state = evolve(state, one);
                count++;
            }
        }

        return known with { State = state, Revision = revision, Events = count };
    }

    /// <summary>
    /// Folds events ordered by when they occurred and then by position. The revision is the greatest that went in, which need
    /// not be the last of the order.
    /// </summary>
    public static async ValueTask<Loaded<TState>> ByOccurredAsync<TState>(
        Func<TState, RecordedEvent, TState> evolve,
        TState initial,
        IBoundary boundary,
        IAsyncEnumerable<RecordedEvent> events,
        CancellationToken cancellationToken)
    {
        var occurred = new List<RecordedEvent>();
        Revision? revision = null;
        await foreach (var one in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            revision = boundary.RevisionOf(one);
            if (!SystemEvents.Are(one.Name))
            {
                occurred.Add(one);
            }
        }

        occurred.Sort(static (left, right) => left.OccurredAt.CompareTo(right.OccurredAt) is not 0 and var byTime
            ? byTime
            : left.Position.CompareTo(right.Position));
        var state = occurred.Aggregate(initial, evolve);
        return new Loaded<TState>(state, revision, occurred.Count);
    }
}
