using Daybook.Deciding;

namespace Daybook;

/// <summary>A fold bound to one stream: loads its state, and decides on it. Thread-safe and cheap to make.</summary>
/// <typeparam name="TState">The state; immutable.</typeparam>
/// <typeparam name="TEvent">The family's base type.</typeparam>
public sealed class Aggregate<TState, TEvent>
    where TEvent : notnull
{
    private readonly DaybookStore store;
    private readonly Fold<TState, TEvent> fold;
    private readonly StateCache<TState> cache;

    internal Aggregate(DaybookStore store, StreamName stream, Fold<TState, TEvent> fold)
    {
        this.store = store;
        this.fold = fold;
        Stream = stream;
        cache = store.Attached(static () => new StateCache<TState>());
    }

    /// <summary>The stream.</summary>
    public StreamName Stream { get; }

    /// <summary>
    /// Replays the stream. Without limits it is the state as it is now, and only what is new since the last load is read.
    /// With both limits the answer is "what did we know then about that time".
    /// </summary>
    /// <param name="asOf">Only what was recorded at or before this point; null for everything.</param>
    /// <param name="effectiveAt">
    /// Only what had occurred at or before this instant, in the order in which it occurred (then of the record); null to take
    /// events in the order of the record whenever they occurred.
    /// </param>
    /// <param name="cancellationToken">Stops the replay.</param>
    /// <exception cref="UnknownEventException">The fold does not know an event.</exception>
    public async ValueTask<Loaded<TState>> LoadAsync(
        AsOf? asOf = null, DateTimeOffset? effectiveAt = null, CancellationToken cancellationToken = default)
    {
        if (effectiveAt is { } instant)
        {
            var events = store.ReadStreamAsync(Stream, new StreamRead { AsOf = asOf }, cancellationToken);
            return await Replay.EffectiveAsync(fold, instant, events, cancellationToken).ConfigureAwait(false);
        }

        if (asOf is not null)
        {
            var events = store.ReadStreamAsync(Stream, new StreamRead { AsOf = asOf }, cancellationToken);
            return await Replay.OnAsync(fold, Nothing, events, cancellationToken).ConfigureAwait(false);
        }

        return await LoadFreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decides which events to record, records them, and decides again on what is new when the stream conflicts.</summary>
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

    /// <summary>Decides on a result and events, records them, and decides again on what is new when the stream conflicts.</summary>
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
        var loaded = await StartAsync(options.Load, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var decision = decide(loaded.State);
            if (decision.Events.Count == 0)
            {
                return new Decided<TResult>(decision.Result, null, attempt);
            }

            var outcome = await AppendAsync(loaded, decision.Events, options, cancellationToken).ConfigureAwait(false);
            if (outcome is Appended appended)
            {
                KeepDecided(loaded, decision.Events, appended);
                return new Decided<TResult>(decision.Result, appended, attempt);
            }

            if (attempt == options.MaxAttempts)
            {
                throw new AppendConflictException((Conflict)outcome);
            }

            loaded = await LoadFreshAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Loaded<TState> Nothing => new(fold.Initial, null, 0);

    private async ValueTask<Loaded<TState>> StartAsync(LoadOption option, CancellationToken cancellationToken) => option switch
    {
        LoadOption.AssumeNew => Nothing,
        LoadOption.Cached when cache.Find(fold, Stream) is { } known => known,
        _ => await LoadFreshAsync(cancellationToken).ConfigureAwait(false),
    };

    private async ValueTask<Loaded<TState>> LoadFreshAsync(CancellationToken cancellationToken)
    {
        var known = cache.Find(fold, Stream) ?? Nothing;
        var events = store.ReadStreamAsync(Stream, new StreamRead { After = known.Revision }, cancellationToken);
        var loaded = await Replay.OnAsync(fold, known, events, cancellationToken).ConfigureAwait(false);
        cache.Keep(fold, Stream, loaded);
        return loaded;
    }

    private ValueTask<AppendOutcome> AppendAsync(
        Loaded<TState> loaded, IReadOnlyList<TEvent> decided, DecideOptions options, CancellationToken cancellationToken)
    {
        var metadata = options.Metadata.WithCurrentTrace().ToBytes();
        var events = new NewEvent[decided.Count];
        for (var index = 0; index < events.Length; index++)
        {
            events[index] = fold.Codec.Encode(decided[index]) with { Metadata = metadata, OccurredAt = options.OccurredAt };
        }

        var part = new StreamEvents(Stream, ExpectedRevision.AsRead(loaded.Revision), events);
        return store.TryAppendAsync([part], cancellationToken);
    }

    private void KeepDecided(Loaded<TState> loaded, IReadOnlyList<TEvent> decided, Appended appended)
    {
        var state = decided.Aggregate(loaded.State, fold.Evolve);
        cache.Keep(fold, Stream, new Loaded<TState>(state, appended.LastRevision, loaded.Events + decided.Count));
    }
}
