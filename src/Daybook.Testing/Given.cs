namespace Daybook.Testing;

/// <summary>The state before a decision. Immutable; several decisions may be tried on it.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TEvent">The family's base type.</typeparam>
public sealed class Given<TState, TEvent>
    where TEvent : notnull
{
    private readonly Fold<TState, TEvent> fold;

    internal Given(Fold<TState, TEvent> fold, TState state)
    {
        this.fold = fold;
        State = state;
    }

    /// <summary>The state that the events before make.</summary>
    public TState State { get; }

    /// <summary>Decides on events.</summary>
    /// <param name="decide">From the state to events, none to record nothing.</param>
    public Decided<TState, TEvent> When(Func<TState, IReadOnlyList<TEvent>> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new Decided<TState, TEvent>(fold, State, decide(State));
    }

    /// <summary>Decides on a result and events.</summary>
    /// <param name="decide">From the state to a result and events.</param>
    public DecidedResult<TState, TEvent, TResult> When<TResult>(Func<TState, Decision<TResult, TEvent>> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        var decision = decide(State);
        return new DecidedResult<TState, TEvent, TResult>(decision.Result, new Decided<TState, TEvent>(fold, State, decision.Events));
    }
}
