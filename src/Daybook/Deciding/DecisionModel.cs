using Daybook.Deciding;
using Daybook.Events;

namespace Daybook;

/// <summary>
/// What a decision over a <see cref="Query"/> rests on: which events, and how they become a state. Models are made of folds
/// with <c>Fold.Over</c> and put together with <see cref="And{TOther}"/>; the decision then holds for all of them at once.
/// Immutable; cheap to make.
/// </summary>
/// <typeparam name="TState">The state; immutable.</typeparam>
/// <typeparam name="TEvent">The base type of the events that are decided.</typeparam>
public sealed class DecisionModel<TState, TEvent>
    where TEvent : notnull
{
    internal DecisionModel(
        Query query, TState initial, EventCodec<TEvent> codec, Evolution<TState, TEvent> evolution, object key)
    {
        Query = query;
        Initial = initial;
        Codec = codec;
        Evolution = evolution;
        Key = key;
    }

    /// <summary>The events that the state is made of, and that nobody else may add to while it is decided.</summary>
    public Query Query { get; }

    /// <summary>The state before any event.</summary>
    public TState Initial { get; }

    /// <summary>Where decided events are appended. It need not have anything to do with the query. Default: <c>decisions</c>.</summary>
    public StreamName Stream { get; private init; } = "decisions";

    internal EventCodec<TEvent> Codec { get; }

    /// <summary>For events that match the query.</summary>
    internal Evolution<TState, TEvent> Evolution { get; }

    /// <summary>Equal for models of the same folds over equal queries, so that their cached states are found again.</summary>
    internal object Key { get; }

    /// <summary>The same model, with another stream for what is decided.</summary>
    /// <param name="stream">The stream; it need not exist.</param>
    public DecisionModel<TState, TEvent> AppendTo(StreamName stream) =>
        new(Query, Initial, Codec, Evolution, Key) { Stream = stream };

    /// <summary>
    /// Both at once: an event goes to the states whose query it matches. New events are encoded by this model's codec and
    /// appended to its stream.
    /// </summary>
    /// <param name="other">The other model.</param>
    /// <exception cref="InvalidInputException">Together the queries have too many items.</exception>
    public DecisionModel<(TState First, TOther Second), TEvent> And<TOther>(DecisionModel<TOther, TEvent> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new DecisionModel<(TState First, TOther Second), TEvent>(
            Query.Or(other.Query),
            (Initial, other.Initial),
            Codec,
            new(
                (state, recorded) => (
                    Query.Matches(recorded) ? Evolution.Recorded(state.First, recorded) : state.First,
                    other.Query.Matches(recorded) ? other.Evolution.Recorded(state.Second, recorded) : state.Second),
                (state, decided, recorded) => (
                    Query.Matches(recorded) ? Evolution.Decided(state.First, decided, recorded) : state.First,
                    other.Query.Matches(recorded) ? other.Evolution.Decided(state.Second, decided, recorded) : state.Second)),
            (Key, other.Key))
        {
            Stream = Stream,
        };
    }
}
