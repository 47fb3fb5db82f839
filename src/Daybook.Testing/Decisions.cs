namespace Daybook.Testing;

/// <summary>
/// Tests of decisions without a store: <c>Given(fold, events).When(state => …).Then(events)</c>. Write
/// <c>using static Daybook.Testing.Decisions;</c> to say it so.
/// </summary>
public static class Decisions
{
    /// <summary>What has happened before: the events are folded into the state that the decision starts from.</summary>
    /// <param name="fold">How state is replayed.</param>
    /// <param name="events">The events, oldest first; none for the initial state.</param>
    public static Given<TState, TEvent> Given<TState, TEvent>(Fold<TState, TEvent> fold, params TEvent[] events)
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(events);
        return new Given<TState, TEvent>(fold, events.Aggregate(fold.Initial, fold.Evolve));
    }
}
