using Daybook.Testing;

namespace Daybook.Tests;

public sealed class ContractTests
{
    public static TheoryData<string> Names => [.. StoreContract.Cases.Select(static one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Memory_store_keeps_the_contract(string name)
    {
        await using var store = DaybookStore.OpenInMemory();

        await Case(name).RunAsync(store);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_store_keeps_the_contract(string name)
    {
        using var directory = new TempDirectory();
        await using var store = await DaybookStore.OpenAsync(directory.Store);

        await Case(name).RunAsync(store);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_store_of_small_segments_keeps_the_contract_and_stays_sound(string name)
    {
        using var directory = new TempDirectory();
        await using (var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { SegmentSizeBytes = 8192, ReadCacheBytes = 0 }))
        {
            await Case(name).RunAsync(store);
        }

        Assert.True((await StoreVerification.VerifyAsync(directory.Store)).IsSound);
    }

    private static ContractCase Case(string name) => StoreContract.Cases.Single(one => one.Name == name);
}
