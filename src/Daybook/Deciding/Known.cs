namespace Daybook.Deciding;

/// <summary>A state that is known, with every event at or before a position that belongs to it.</summary>
internal sealed record Known<TState>(Loaded<TState> Loaded, Position UpTo);
