using System.Text.Json.Serialization.Metadata;
using Daybook.Events;

namespace Daybook;

/// <summary>
/// How state is replayed: a codec, an initial state, and a function from state and event to the next state. The function
/// must be pure and handle every event of the family; states must not be changed once made, since they are kept and shared.
/// Make a fold once, as a static field: cached states belong to the fold.
/// </summary>
/// <typeparam name="TState">The state; immutable.</typeparam>
/// <typeparam name="TEvent">The family's base type.</typeparam>
public sealed class Fold<TState, TEvent>
    where TEvent : notnull
{
    private readonly Func<TState, TEvent, TState> evolve;

    /// <summary>Makes a fold over events that are stored as JSON.</summary>
    /// <param name="family">The base type's description, from a <c>JsonSerializerContext</c>.</param>
    /// <param name="initial">The state before any event.</param>
    /// <param name="evolve">The next state; pure and total.</param>
    /// <param name="tags">What an event is tagged with when it is decided, from the event alone; null for nothing.</param>
    public Fold(
        JsonTypeInfo<TEvent> family,
        TState initial,
        Func<TState, TEvent, TState> evolve,
        Func<TEvent, IReadOnlyList<Tag>>? tags = null)
        : this(EventCodecs.Json(family, tags), initial, evolve)
    {
    }

    /// <summary>Makes a fold over events of any codec.</summary>
    /// <param name="codec">Turns stored events into typed ones.</param>
    /// <param name="initial">The state before any event.</param>
    /// <param name="evolve">The next state; pure and total.</param>
    public Fold(EventCodec<TEvent> codec, TState initial, Func<TState, TEvent, TState> evolve)
    {
        ArgumentNullException.ThrowIfNull(codec);
        ArgumentNullException.ThrowIfNull(evolve);
        Codec = codec;
        Initial = initial;
        this.evolve = evolve;
    }

    /// <summary>Turns stored events into typed ones and back.</summary>
    public EventCodec<TEvent> Codec { get; }

    /// <summary>The state before any event.</summary>
    public TState Initial { get; }

    /// <summary>This fold over the events that match a query, of all streams.</summary>
    /// <param name="query">The events; all of them must be of the family.</param>
    public DecisionModel<TState, TEvent> Over(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new DecisionModel<TState, TEvent>(
            query, Initial, Codec, new(Evolve, (state, decided, _) => evolve(state, decided)), ((object)this, query));
    }

    /// <summary>The state after one more event.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="event">The event.</param>
    public TState Evolve(TState state, TEvent @event) => evolve(state, @event);

    /// <summary>The state after one more stored event.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="recorded">The stored event.</param>
    /// <exception cref="UnknownEventException">The family does not have its name, or its data cannot be read.</exception>
    public TState Evolve(TState state, RecordedEvent recorded) => evolve(state, Codec.Decode(recorded));
}
