namespace Daybook.Deciding;

/// <summary>Folds events: in order of the record, or in order of when they occurred.</summary>
internal static class Replay
{
    /// <summary>Goes on from a state with events in the order of the record.</summary>
    public static async ValueTask<Loaded<TState>> OnAsync<TState, TEvent>(
        Fold<TState, TEvent> fold, Loaded<TState> from, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancellationToken)
        where TEvent : notnull
    {
        var (state, revision, count) = from;
        await foreach (var one in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            state = fold.Evolve(state, one);
            revision = one.Revision;
            count++;
        }

        return new Loaded<TState>(state, revision, count);
    }

    /// <summary>
    /// Folds what had occurred by an instant, inclusive, ordered by when it occurred and then by position. The revision is the
    /// greatest that went in, which need not be the last of the order.
    /// </summary>
    public static async ValueTask<Loaded<TState>> EffectiveAsync<TState, TEvent>(
        Fold<TState, TEvent> fold, DateTimeOffset instant, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancellationToken)
        where TEvent : notnull
    {
        var occurred = new List<RecordedEvent>();
        await foreach (var one in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (one.OccurredAt <= instant)
            {
                occurred.Add(one);
            }
        }

        Revision? revision = occurred.Count == 0 ? null : occurred[^1].Revision;
        occurred.Sort(static (left, right) => left.OccurredAt.CompareTo(right.OccurredAt) is not 0 and var byTime
            ? byTime
            : left.Position.CompareTo(right.Position));
        var state = occurred.Aggregate(fold.Initial, fold.Evolve);
        return new Loaded<TState>(state, revision, occurred.Count);
    }
}
