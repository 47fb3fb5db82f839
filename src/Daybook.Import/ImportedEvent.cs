namespace Daybook.Import;

/// <summary>One event as a file has it.</summary>
internal readonly record struct ImportedEvent(long Line, string Stream, NewEvent Event);
