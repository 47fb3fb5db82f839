namespace Daybook.Load.Engines;

/// <summary>How an engine is named and opened in a directory.</summary>
/// <param name="Name">As the tables and <c>--peers</c> say it.</param>
/// <param name="IsPeer">False for our own store and its variants, which are no competition to it.</param>
/// <param name="Open">Opens or makes the store in a directory.</param>
internal sealed record EngineKind(string Name, bool IsPeer, Func<string, Task<IEngine>> Open);
