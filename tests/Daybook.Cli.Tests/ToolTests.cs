using System.Diagnostics;

namespace Daybook.Cli.Tests;

public sealed class ToolTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("daybook-cli-").FullName;

    private string Store => Path.Combine(directory, "store");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Demo_prints_the_balance_at_three_and_now()
    {
        var (code, output, _) = await RunAsync("demo", "--no-serve", "--store", Store);

        Assert.Equal(0, code);
        Assert.Contains("1300", output, StringComparison.Ordinal);
        Assert.Contains("1250", output, StringComparison.Ordinal);
        Assert.Contains("refused", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_appended_is_read_folded_listed_and_verified()
    {
        Assert.Equal((0, "position 1, revision 0\n", ""), await RunAsync("append", "o-1", "placed", "{\"sum\":5,\"by\":\"ada\"}", "-s", Store));
        Assert.Equal((0, "position 2, revision 1\n", ""), await RunAsync("append", "o-1", "changed", "{\"sum\":7}", "--expect", "0", "-s", Store));

        Assert.Contains("\"data\":{\"sum\":7}", (await RunAsync("read", "o-1", "--json", "-s", Store)).Output, StringComparison.Ordinal);
        Assert.Contains("\"state\":{\"sum\":7,\"by\":\"ada\"}", (await RunAsync("state", "o-1", "-s", Store)).Output, StringComparison.Ordinal);
        Assert.Contains("\"state\":{\"sum\":5,\"by\":\"ada\"}", (await RunAsync("state", "o-1", "--as-of", "0", "-s", Store)).Output, StringComparison.Ordinal);
        Assert.Equal("o-1\t1\n", (await RunAsync("streams", "-s", Store)).Output);
        Assert.Equal((0, "sound: 2 events of 1 streams checked\n", ""), await RunAsync("verify", "-s", Store));
        Assert.Contains("\"head\":2", (await RunAsync("info", "--json", "-s", Store)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_codes_tell_what_went_wrong()
    {
        await RunAsync("append", "a", "x", "{}", "-s", Store);

        Assert.Equal(2, (await RunAsync("bogus")).Code);
        Assert.Equal(2, (await RunAsync("append", "a", "x", "--expect", "often", "-s", Store)).Code);
        Assert.Equal(3, (await RunAsync("read", "-s", Path.Combine(directory, "none"))).Code);
        Assert.Equal(4, (await RunAsync("append", "a", "x", "--expect", "none", "-s", Store)).Code);
        await using (await DaybookStore.OpenAsync(Store))
        {
            Assert.Equal(7, (await RunAsync("append", "a", "x", "-s", Store)).Code);
        }

        var segment = Path.Combine(Store, "log", "00000000000000000001.seg");
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);
        Assert.Equal(6, (await RunAsync("verify", "-s", Store)).Code);
        Assert.Equal(6, (await RunAsync("append", "a", "x", "-s", Store)).Code);
    }

    [Fact]
    public async Task A_file_is_imported_once_and_malformed_input_names_its_line()
    {
        var good = Path.Combine(directory, "good.ndjson");
        var bad = Path.Combine(directory, "bad.ndjson");
        await File.WriteAllTextAsync(good, "{\"stream\":\"a-1\",\"type\":\"x\",\"data\":{\"n\":1},\"occurredAt\":\"2020-01-01T00:00:00Z\"}\n{\"stream\":\"a-2\",\"type\":\"y\",\"data\":{}}\n");
        await File.WriteAllTextAsync(bad, "{\"stream\":\"a-3\",\"type\":\"x\",\"data\":{}}\n{\"stream\":\n");

        Assert.Equal("2 streams, 2 events, 2 added\n", (await RunAsync("import", good, "-s", Store)).Output);
        Assert.Equal("2 streams, 2 events, 0 added\n", (await RunAsync("import", good, "-s", Store)).Output);
        var (code, _, error) = await RunAsync("import", bad, "-s", Store);

        Assert.Equal(2, code);
        Assert.Contains("Line 2", error, StringComparison.Ordinal);
        Assert.Equal("a-1\t0\na-2\t0\n", (await RunAsync("streams", "-s", Store)).Output);
    }

    [Fact]
    public async Task An_XES_log_is_imported_with_its_names_times_and_attributes()
    {
        var file = Path.Combine(directory, "log.xes");
        await File.WriteAllTextAsync(file, """
            <log><trace><string key="concept:name" value="7"/><string key="AMOUNT" value="20"/>
            <event><string key="concept:name" value="SENT"/><date key="time:timestamp" value="2011-10-01T00:38:44.546+02:00"/><int key="n" value="3"><string key="inner" value="kept"/></int></event>
            <event><string key="concept:name" value="DONE"/></event></trace></log>
            """);

        Assert.Equal("1 streams, 2 events, 2 added\n", (await RunAsync("import", file, "--format", "xes", "-s", Store)).Output);
        var read = (await RunAsync("read", "case-7", "--json", "-s", Store)).Output;

        Assert.Contains("\"type\":\"SENT\"", read, StringComparison.Ordinal);
        Assert.Contains("\"occurredAt\":\"2011-10-01T00:38:44.546+02:00\"", read, StringComparison.Ordinal);
        Assert.Contains("\"n\":{\"value\":3,\"attributes\":{\"inner\":\"kept\"}},\"case\":{\"concept:name\":\"7\",\"AMOUNT\":\"20\"}", read, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Daybook.Cli.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
