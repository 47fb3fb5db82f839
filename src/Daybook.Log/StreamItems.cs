namespace Daybook.Log;

/// <summary>The part of an append that goes to one stream. A stream is named at most once in an append.</summary>
internal readonly record struct StreamItems(string Stream, Expected Expected, IReadOnlyList<NewItem> Items);
