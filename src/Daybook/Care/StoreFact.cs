namespace Daybook;

/// <summary>A fact about a store or the system it is used on.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">For people to read; the words may change.</param>
public sealed record StoreFact(string Name, string Value);
