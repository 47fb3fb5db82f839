using Daybook.Deciding;

namespace Daybook;

/// <summary>
/// A fold bound to one stream, or a decision model bound to its query: loads the state, and decides on it. Thread-safe and
/// cheap to make.
/// </summary>
/// <typeparam name="TState">The state; immutable.</typeparam>
/// <typeparam name="TEvent">The family's base type.</typeparam>
public sealed class Aggregate<TState, TEvent>
    where TEvent : notnull
{
    private readonly DaybookStore store;
    private readonly DecisionModel<TState, TEvent> model;
    private readonly IBoundary boundary;
    private readonly object key;
    private readonly StateCache<TState> cache;

    internal Aggregate(DaybookStore store, DecisionModel<TState, TEvent> model, IBoundary boundary, object key)
    {
        this.store = store;
        this.model = model;
        this.boundary = boundary;
        this.key = key;
        cache = store.Attached(static () => new StateCache<TState>());
    }

    /// <summary>The stream to which decided events are appended; over a stream, the one that is decided on.</summary>
    public StreamName Stream => boundary.Stream;

    /// <summary>
    /// Replays the events. Without limits it is the state as it is now, and only what is new since the last load is read.
    /// With both limits the answer is "what did we know then about that time".
    /// </summary>
    /// <param name="asOf">
    /// Only what was recorded at or before this point; null for everything. A revision only over a stream.
    /// </param>
    /// <param name="effectiveAt">
    /// Only what had occurred at or before this instant, in the order in which it occurred (then of the record); null to take
    /// events in the order of the record whenever they occurred.
    /// </param>
    /// <param name="cancellationToken">Stops the replay.</param>
    /// <exception cref="UnknownEventException">The fold does not know an event.</exception>
    public async ValueTask<Loaded<TState>> LoadAsync(
        AsOf? asOf = null, DateTimeOffset? effectiveAt = null, CancellationToken cancellationToken = default)
    {
        if (asOf is null && effectiveAt is null)
        {
            return (await LoadFreshAsync(cancellationToken).ConfigureAwait(false)).Loaded;
        }

        var events = boundary.ReadAsync(store, asOf, effectiveAt, cancellationToken);
        return effectiveAt is not null
            ? await Replay.ByOccurredAsync(model.Evolution.Recorded, model.Initial, boundary, events, cancellationToken).ConfigureAwait(false)
            : await Replay.OnAsync(model.Evolution.Recorded, Nothing.Loaded, boundary, events, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decides which events to record, records them, and decides again on what is new when that conflicts.</summary>
    /// <param name="decide">From the state to events, none to record nothing. May run several times; it must have no effects.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">As for an append.</param>
    /// <returns>What was recorded; null when nothing.</returns>
    /// <exception cref="AppendConflictException">It conflicted at every attempt.</exception>
    public async ValueTask<Appended?> DecideAsync(
        Func<TState, IReadOnlyList<TEvent>> decide, DecideOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        var decided = await DecideAsync(state => new Decision<object?, TEvent>(null, decide(state)), options, cancellationToken)
            .ConfigureAwait(false);
        return decided.Appended;
    }

    /// <summary>Decides on a result and events, records them, and decides again on what is new when that conflicts.</summary>
    /// <param name="decide">From the state to a result and events. May run several times; it must have no effects.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">As for an append.</param>
    /// <exception cref="AppendConflictException">It conflicted at every attempt.</exception>
    public async ValueTask<Decided<TResult>> DecideAsync<TResult>(
        Func<TState, Decision<TResult, TEvent>> decide, DecideOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        options ??= DecideOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1, nameof(options));
        var known = await StartAsync(options.Load, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var decision = decide(known.Loaded.State);
            if (decision.Events.Count == 0)
            {
                return new Decided<TResult>(decision.Result, null, attempt);
            }

            var events = Encode(decision.Events, options);
            var outcome = await boundary.TryAppendAsync(store, known, events, cancellationToken).ConfigureAwait(false);
            if (outcome is Appended appended)
            {
                KeepDecided(known, decision.Events, events, appended);
                return new Decided<TResult>(decision.Result, appended, attempt);
            }

            if (attempt == options.MaxAttempts)
            {
                throw new AppendConflictException((Conflict)outcome);
            }

            known = await LoadFreshAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Known<TState> Nothing => new(new Loaded<TState>(model.Initial, null, 0), Position.Start);

    private async ValueTask<Known<TState>> StartAsync(LoadOption option, CancellationToken cancellationToken) => option switch
    {
        LoadOption.AssumeNew => Nothing,
        LoadOption.Cached when cache.Find(key) is { } known => known,
        _ => await LoadFreshAsync(cancellationToken).ConfigureAwait(false),
    };

    private async ValueTask<Known<TState>> LoadFreshAsync(CancellationToken cancellationToken)
    {
        var head = await store.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        var known = cache.Find(key) ?? Nothing;
        if (known.UpTo >= head)
        {
            return known;
        }

        if (known.UpTo > Position.Start && await boundary.ShowsOthersAsync(store, (known.UpTo, head), cancellationToken).ConfigureAwait(false))
        {
            known = Nothing;
        }

        var events = boundary.ReadAsync(store, known, head, cancellationToken);
        var loaded = await Replay.OnAsync(model.Evolution.Recorded, known.Loaded, boundary, events, cancellationToken).ConfigureAwait(false);
        known = new Known<TState>(loaded, head);
        cache.Keep(key, known);
        return known;
    }

    private NewEvent[] Encode(IReadOnlyList<TEvent> decided, DecideOptions options)
    {
        var metadata = options.Metadata.WithCurrentTrace().ToBytes();
        var events = new NewEvent[decided.Count];
        for (var index = 0; index < events.Length; index++)
        {
            events[index] = model.Codec.Encode(decided[index]) with { Metadata = metadata, OccurredAt = options.OccurredAt };
        }

        return events;
    }

    /// <summary>Nobody else added to the state between what it was loaded from and what was decided on it, so the next one is known.</summary>
    private void KeepDecided(Known<TState> known, IReadOnlyList<TEvent> decided, NewEvent[] events, Appended appended)
    {
        if (appended.WasRepeat)
        {
            return;
        }

        var (state, revision, count) = known.Loaded;
        for (var index = 0; index < events.Length; index++)
        {
            var recorded = Recorded(events[index], appended, index);
            if (boundary.Includes(recorded))
            {
                state = model.Evolution.Decided(state, decided[index], recorded);
                revision = boundary.RevisionOf(recorded);
                count++;
            }
        }

        cache.Keep(key, new Known<TState>(new Loaded<TState>(state, revision, count), appended.LastPosition));
    }

    private RecordedEvent Recorded(NewEvent one, Appended appended, int index) => new()
    {
        Position = appended.Positions[index],
        Stream = boundary.Stream,
        Revision = new Revision(appended.LastRevision.Value - (appended.Positions.Count - 1 - index)),
        Name = one.Name,
        Id = one.Id,
        RecordedAt = appended.RecordedAt,
        OccurredAt = one.OccurredAt ?? appended.RecordedAt,
        Tags = one.Tags,
        Metadata = one.Metadata,
        Data = one.Data,
    };
}
