namespace Daybook;

/// <summary>There is an event that a condition of the append forbids; nothing was written.</summary>
/// <param name="Condition">The condition; with several that are not met, the first in the append.</param>
/// <param name="Match">The last event that matches it.</param>
public sealed record ConditionConflict(AppendCondition Condition, Position Match) : Conflict
{
    internal override string Words =>
        $"No event after position {Condition.After} was expected with {Condition.FailIfEventsMatch}, and the one at position {Match} is.";
}
