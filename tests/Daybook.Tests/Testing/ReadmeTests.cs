namespace Daybook.Tests.Testing;

/// <summary>The readme of Daybook.Testing shows tests that are compiled and run here.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("WithdrawTests.cs")]
    [InlineData("MemoryContractTests.cs")]
    public async Task A_snippet_is_the_file_that_it_names(string file)
    {
        var cancel = TestContext.Current.CancellationToken;
        var readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), cancel);
        var source = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Testing", file), cancel);

        Assert.Contains($"<!-- snippet: tests/Daybook.Tests/Testing/{file} -->\n```csharp\n{source}```\n", readme, StringComparison.Ordinal);
    }
}
