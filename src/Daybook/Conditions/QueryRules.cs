using Daybook.Log;

namespace Daybook.Conditions;

/// <summary>What queries and conditions must be, checked when they are made or used, before anything is written.</summary>
internal static class QueryRules
{
    /// <summary>Conditions of one append at most.</summary>
    public const int MaxConditions = 16;

    public static void Limit(string what, int actual, int limit)
    {
        if (actual > limit)
        {
            throw new InvalidInputException(
                ErrorCodes.LimitExceeded, $"The {what} are {actual}; at most {limit} are allowed. Nothing was written. Ask for less, or for a category instead of many types.");
        }
    }

    public static InvalidInputException Invalid(string message) => new(ErrorCodes.QueryInvalid, message);

    /// <summary>Meets <c>default</c> names, which name nothing, where the query is made.</summary>
    public static void CheckNames(QueryItem item)
    {
        foreach (var type in item.Types)
        {
            _ = type.Value;
        }

        foreach (var tag in item.Tags)
        {
            _ = tag.Value;
        }
    }

    public static void Check(IReadOnlyList<AppendCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        Limit("conditions of an append", conditions.Count, MaxConditions);
        foreach (var condition in conditions)
        {
            ArgumentNullException.ThrowIfNull(condition);
            ArgumentNullException.ThrowIfNull(condition.FailIfEventsMatch);
        }
    }

    public static LogQuery ToLog(Query query) => query.Items.Count == 0
        ? LogQuery.All
        : new LogQuery([.. query.Items.Select(static item => new LogQueryPart(
            item.Category,
            [.. item.Types.Select(static type => type.Value)],
            [.. item.Tags.Select(static tag => tag.Value)]))]);

    public static LogCondition[] ToLog(IReadOnlyList<AppendCondition> conditions) => conditions.Count == 0
        ? []
        : [.. conditions.Select(static one => new LogCondition(ToLog(one.FailIfEventsMatch), one.After.Value))];
}
