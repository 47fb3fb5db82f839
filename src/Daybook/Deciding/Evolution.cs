namespace Daybook.Deciding;

/// <summary>How a state goes on with a recorded event, and with one that was just decided and need not be decoded.</summary>
internal sealed record Evolution<TState, TEvent>(
    Func<TState, RecordedEvent, TState> Recorded, Func<TState, TEvent, RecordedEvent, TState> Decided);
