using Daybook.Testing;

namespace Daybook.Tests.Testing;

/// <summary>The contract notices a store that does not keep it.</summary>
public sealed class ContractCaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_is_not_empty_breaks_most_promises()
    {
        var broken = 0;
        foreach (var one in StoreContract.Cases)
        {
            var failure = await Record.ExceptionAsync(() => one.RunAsync(NotEmptyAsync, cancellationToken: Cancel));
            broken += failure is ContractViolationException ? 1 : 0;
        }

        Assert.True(broken >= 10, $"{broken} of {StoreContract.Cases.Count}");
    }

    [Fact]
    public async Task A_store_with_another_clock_breaks_the_promises_about_time()
    {
        var time = StoreContract.Cases.Single(static one => one.Name == "Recorded_time_is_the_clocks_in_UTC");

        var failure = await Assert.ThrowsAsync<ContractViolationException>(() => time.RunAsync(
            static (_, _) => new(DaybookStore.OpenInMemory(new StoreOptions { TimeProvider = new TestClock() })),
            cancellationToken: Cancel));

        Assert.Equal("recorded at", failure.What);
        Assert.Contains(failure.Expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains(failure.Actual, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_forgets_at_closing_breaks_what_outlives_it()
    {
        var first = StoreContract.Cases.Single(static one => one.Name == "First_event_has_revision_0_and_position_1");

        await Assert.ThrowsAsync<ContractViolationException>(() => first.RunAsync(
            static (options, _) => new(DaybookStore.OpenInMemory(options)),
            static (_, options, _) => new(DaybookStore.OpenInMemory(options)),
            Cancel));
    }

    [Fact]
    public void Every_verb_has_cases() =>
        Assert.Equal(
            ["append", "as of", "close stream", "closing", "condition", "conflict", "limit", "listing", "occurred", "read", "read all", "read query", "read stream", "repeat", "truncate stream"],
            StoreContract.Cases.Select(static one => one.Verb).Distinct().Order(StringComparer.Ordinal));

    private static async ValueTask<DaybookStore> NotEmptyAsync(StoreOptions options, CancellationToken cancel)
    {
        var store = DaybookStore.OpenInMemory(options);
        await store.AppendAsync("left-over", ExpectedRevision.Any, [new NewEvent("noted", default)], cancel);
        return store;
    }
}
