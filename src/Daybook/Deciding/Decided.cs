namespace Daybook;

/// <summary>What came of a decision.</summary>
/// <param name="Result">What the decision told its caller.</param>
/// <param name="Appended">What was recorded; null when the decision recorded nothing.</param>
/// <param name="Attempts">How often it was decided: 1 without conflicts.</param>
public sealed record Decided<TResult>(TResult Result, Appended? Appended, int Attempts);
