using System.Diagnostics;
using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Samples;

public sealed class LoansTests
{
    [Fact]
    public async Task The_sample_imports_and_tells_states_by_effective_time()
    {
        using var directory = new TemporaryDirectory();
        var input = directory["loans.xes"];
        await File.WriteAllTextAsync(input, XesText.Loans(4), Imports.Ended);

        var now = await RunAsync("--input", input, "--store", directory.Store, "--json");
        var then = await RunAsync("--store", directory.Store, "--effective-at", "2011-10-04T12:00:00+02:00", "--json");
        var before = await RunAsync("--store", directory.Store, "--as-of", "2011-10-04T12:00:00+02:00", "--json");

        Assert.Equal("""{"loans":4,"events":12,"amountAsked":10000,"states":{"A_APPROVED":4}}""", now);
        Assert.Equal("""{"loans":4,"events":12,"amountAsked":10000,"states":{"A_APPROVED":1,"A_SUBMITTED":2}}""", then);
        Assert.Equal("""{"loans":0,"events":0,"amountAsked":0,"states":{}}""", before);
    }

    [Fact]
    public async Task The_figures_of_a_whole_file_are_right()
    {
        using var directory = new TemporaryDirectory();
        var file = LoanFile.Find(directory);

        var report = await RunAsync("--input", file.Path, "--store", directory.Store, "--effective-at", file.EffectiveAt, "--json");

        Assert.Equal(file.Answer, report);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Loans.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Imports.Ended);
        await process.WaitForExitAsync(Imports.Ended);
        Assert.Equal(0, process.ExitCode);
        return output.TrimEnd();
    }
}
