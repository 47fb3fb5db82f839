namespace Daybook.Log;

/// <summary>An append is refused when an item after a position, exclusive, matches the query; 0 looks at all of the log.</summary>
internal readonly record struct LogCondition(LogQuery FailIfMatch, long After);
