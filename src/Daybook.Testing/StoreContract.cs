namespace Daybook.Testing;

/// <summary>
/// The contract that every store keeps, as cases that any test framework can run: one test for each of <see cref="Cases"/>,
/// each with a store of its own.
/// </summary>
public static class StoreContract
{
    /// <summary>All cases, in the order of a reader's interest.</summary>
    public static IReadOnlyList<ContractCase> Cases { get; } =
        [.. AppendCases.All, .. RepeatCases.All, .. ReadCases.All, .. LimitCases.All];
}
