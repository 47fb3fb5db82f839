using Daybook.Testing.Contract;
using Daybook.Testing.Contract.Conditions;
using Daybook.Testing.Contract.Streams;
using Daybook.Testing.Contract.Times;

namespace Daybook.Testing;

/// <summary>
/// What every store of events promises, as cases that any test framework can run: one test for each of <see cref="Cases"/>,
/// with a function that opens an empty store. Written against the public surface only. What a store promises beyond it, such
/// as surviving a power loss, is for its own tests.
/// </summary>
public static class StoreContract
{
    /// <summary>All cases, grouped by verb.</summary>
    public static IReadOnlyList<ContractCase> Cases { get; } =
    [
        .. AppendCases.All,
        .. RecordedTimeCases.All,
        .. ConflictCases.All,
        .. SeveralStreamsCases.All,
        .. RepeatExactCases.All,
        .. RepeatOpenCases.All,
        .. RepeatSeveralCases.All,
        .. ConditionCases.All,
        .. ConditionOrderCases.All,
        .. QueryRuleCases.All,
        .. ReadStreamCases.All,
        .. ReadAllCases.All,
        .. QueryReadCases.All,
        .. ReadSnapshotCases.All,
        .. AsOfCases.All,
        .. OccurredCases.All,
        .. StreamClosingCases.All,
        .. TruncationCases.All,
        .. ListingCases.All,
        .. LimitCases.All,
        .. InvalidCases.All,
        .. ClosingCases.All,
    ];
}
