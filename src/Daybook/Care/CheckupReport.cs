namespace Daybook;

/// <summary>What a check-up of a store found.</summary>
/// <param name="Facts">About system, volume and store, in the order in which one asks for them.</param>
/// <param name="Findings">What is worth knowing, each with what to do; where <see cref="StoreFinding.IsDamage"/> is true, something has to be done.</param>
public sealed record CheckupReport(IReadOnlyList<StoreFact> Facts, IReadOnlyList<StoreFinding> Findings)
{
    /// <summary>True when nothing has to be done.</summary>
    public bool IsWell => Findings.All(static finding => !finding.IsDamage);
}
