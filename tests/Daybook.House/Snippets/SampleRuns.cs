using Daybook.House.Tree;

namespace Daybook.House.Snippets;

/// <summary>The samples are programs: each is run from an empty directory, as a reader of the documentation would.</summary>
public sealed class SampleRuns
{
    private static readonly Dictionary<string, (string Arguments, string Answer)> Samples = new()
    {
        ["Bank"] = ("", "now 1250\nat three 1300\n"),
        ["Courses"] = ("", "history: 3 of 8\ns-9, maths: welcome\ns-9, latin: welcome\ns-9, maths: has it\ns-9, music: has two already\n"),
        ["Loans"] = (
            "--input \"$HERE/loans.xes\" --store loans --json",
            "{\"loans\":2,\"events\":3,\"amountAsked\":25000,\"states\":{\"A_ACCEPTED\":1,\"A_SUBMITTED\":1}}\n"),
        ["UniqueNames"] = ("", "u-1 takes ada: True\nu-2 takes ada: False\nu-2 takes ada: True\n1 of 16 has got grace\n"),
        ["Vouchers"] = (
            "",
            "order 1: recorded at position 1\norder 1 once more: recorded at position 1\n"
            + "order 2: refused, redeemed at position 1 already\norder 2: recorded at position 2\n"),
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
