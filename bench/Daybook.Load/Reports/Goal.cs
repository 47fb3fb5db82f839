namespace Daybook.Load.Reports;

/// <summary>One goal and what this run says to it.</summary>
/// <param name="Measure">What the goal is about.</param>
/// <param name="Wanted">The goal in words.</param>
/// <param name="Measured">What was measured; null when this run did not.</param>
/// <param name="IsMet">Whether that is enough.</param>
internal sealed record Goal(string Measure, string Wanted, double? Measured, bool IsMet);
