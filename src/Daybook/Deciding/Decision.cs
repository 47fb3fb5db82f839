namespace Daybook;

/// <summary>
/// What was decided: a result for the caller and the events to record, none for a refusal. Refusals are values: the result
/// says why.
/// </summary>
/// <param name="Result">What the caller is told.</param>
/// <param name="Events">What is recorded; empty to record nothing.</param>
public sealed record Decision<TResult, TEvent>(TResult Result, IReadOnlyList<TEvent> Events)
{
    /// <summary>Decides a result and events.</summary>
    /// <param name="result">What the caller is told.</param>
    /// <param name="events">What is recorded; empty to record nothing.</param>
    public Decision(TResult result, params TEvent[] events)
        : this(result, (IReadOnlyList<TEvent>)events)
    {
    }
}
