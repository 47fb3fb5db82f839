using Daybook.House.Tree;

namespace Daybook.House.Snippets;

/// <summary>The samples are programs: each is run from an empty directory, as a reader of the documentation would.</summary>
public sealed class SampleRuns
{
    private static readonly Dictionary<string, (string Arguments, string Answer)> Samples = new()
    {
        ["Bank"] = ("", "now 1250\nat three 1300\n"),
        ["Loans"] = (
            "--input \"$HERE/loans.xes\" --store loans --json",
            "{\"loans\":2,\"events\":3,\"amountAsked\":25000,\"states\":{\"A_ACCEPTED\":1,\"A_SUBMITTED\":1}}\n"),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    internal static bool Runs(string path) => path.Split('/') is ["samples", var sample, ..] && Samples.ContainsKey(sample);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_sample_runs_and_gives_its_answer(string sample)
    {
        using var shell = new Shell();
        var (arguments, answer) = Samples[sample];

        var run = await shell.RunAsync(
            $"HERE='{Repository.Root}/tests/Daybook.House/Snippets'\ndotnet '{Repository.Built(sample)}' {arguments}",
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.EndsWith(answer, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sample_is_run() =>
        Assert.Equal(Samples.Keys.Order(), Repository.Files("samples/", ".csproj").Select(file => Path.GetFileNameWithoutExtension(file.Name)).Order());
}
