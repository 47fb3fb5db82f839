using Daybook.Testing;

namespace Daybook.Tests.Contract;

/// <summary>
/// The store in files keeps the contract: in one file, in many small ones, and closed and opened again at every turn. The one
/// in memory does so in <see cref="Testing.MemoryContractTests"/>.
/// </summary>
public sealed class StoreContractTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public static TheoryData<string> Cases => [.. StoreContract.Cases.Select(static one => one.ToString())];

    public void Dispose() => directory.Dispose();

    [Theory, MemberData(nameof(Cases))]
    public Task File_store(string name) =>
        Case(name).RunAsync(OpenAsync, cancellationToken: TestContext.Current.CancellationToken);

    [Theory, MemberData(nameof(Cases))]
    public async Task File_store_of_small_segments_without_a_cache_stays_sound(string name)
    {
        await Case(name).RunAsync(
            (options, cancel) => OpenAsync(options with { SegmentSizeBytes = 8 * 1024, ReadCacheBytes = 0 }, cancel),
            cancellationToken: TestContext.Current.CancellationToken);

        var report = await StoreVerification.VerifyAsync(directory.Store, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(report.IsSound);
    }

    [Theory, MemberData(nameof(Cases))]
    public Task File_store_closed_and_opened_before_it_is_read(string name) =>
        Case(name).RunAsync(OpenAsync, ReopenAsync, TestContext.Current.CancellationToken);

    [Fact]
    public void Case_names_are_unique() =>
        Assert.Equal(StoreContract.Cases.Count, StoreContract.Cases.Select(static one => one.ToString()).Distinct().Count());

    private static ContractCase Case(string name) => StoreContract.Cases.Single(one => one.ToString() == name);

    private ValueTask<DaybookStore> OpenAsync(StoreOptions options, CancellationToken cancel) =>
        DaybookStore.OpenAsync(directory.Store, options, cancel);

    private async ValueTask<DaybookStore> ReopenAsync(DaybookStore store, StoreOptions options, CancellationToken cancel)
    {
        await store.DisposeAsync();
        return await OpenAsync(options, cancel);
    }
}
