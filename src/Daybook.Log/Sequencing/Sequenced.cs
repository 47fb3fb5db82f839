namespace Daybook.Log.Sequencing;

/// <summary>
/// The outcome of an append and the position that must be durable before it may be told. A conflict rests on what it
/// conflicts with: told earlier, its caller would read again and not find it.
/// </summary>
internal readonly record struct Sequenced(LogOutcome Outcome, long RestsOn);
