namespace Daybook.Testing;

/// <summary>What was decided, with what the caller is told. Immutable.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TEvent">The family's base type.</typeparam>
/// <typeparam name="TResult">What the caller is told.</typeparam>
public sealed class DecidedResult<TState, TEvent, TResult>
    where TEvent : notnull
{
    private readonly Decided<TState, TEvent> decided;

    internal DecidedResult(TResult result, Decided<TState, TEvent> decided)
    {
        Result = result;
        this.decided = decided;
    }

    /// <summary>What the caller is told.</summary>
    public TResult Result { get; }

    /// <summary>The events that were decided on; empty for none.</summary>
    public IReadOnlyList<TEvent> Events => decided.Events;

    /// <summary>Expects this result.</summary>
    /// <param name="expected">The result; compared by its own equality.</param>
    /// <exception cref="DecisionMismatchException">The result is another.</exception>
    public DecidedResult<TState, TEvent, TResult> ThenResult(TResult expected) =>
        EqualityComparer<TResult>.Default.Equals(expected, Result)
            ? this
            : throw new DecisionMismatchException("The decision told its caller something else.", $"  {expected}", $"  {Result}");

    /// <summary>Expects exactly these events in this order.</summary>
    /// <param name="events">The events; at least one. For none say <see cref="ThenNothing"/>.</param>
    /// <exception cref="DecisionMismatchException">Others were decided on.</exception>
    public DecidedResult<TState, TEvent, TResult> Then(params TEvent[] events)
    {
        decided.Then(events);
        return this;
    }

    /// <summary>Expects that nothing is recorded, as for a refusal.</summary>
    /// <exception cref="DecisionMismatchException">Something is.</exception>
    public DecidedResult<TState, TEvent, TResult> ThenNothing()
    {
        decided.ThenNothing();
        return this;
    }

    /// <summary>Expects something of the state after the decision's events.</summary>
    /// <param name="expected">The state; compared by its own equality.</param>
    /// <exception cref="DecisionMismatchException">The state is another.</exception>
    public DecidedResult<TState, TEvent, TResult> ThenState(TState expected)
    {
        decided.ThenState(expected);
        return this;
    }
}
