using Daybook.Testing;

namespace Daybook.Tests.Testing;

public sealed class MemoryContractTests
{
    public static TheoryData<string> Cases => [.. StoreContract.Cases.Select(one => one.ToString())];

    [Theory, MemberData(nameof(Cases))]
    public Task Keeps_the_contract(string name) =>
        StoreContract.Cases.Single(one => one.ToString() == name).RunAsync(
            openEmpty: (options, _) => new(DaybookStore.OpenInMemory(options)),
            cancellationToken: TestContext.Current.CancellationToken);
}
