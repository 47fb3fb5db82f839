using System.Text.RegularExpressions;
using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

public sealed partial class ProcessTests(Place place) : IClassFixture<Place>
{
    private const int Events = 150_000;

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task An_import_that_a_signal_stops_is_resumed_by_the_command_that_it_tells(string signal, int exitCode)
    {
        var file = place.LargeFile(Events);
        var (stopped, whole) = (place.Of($"it's stopped {signal}"), place.Of($"whole {signal}"));
        var import = Tool.Start("import", file, "--store", stopped);
        while (await import.StandardError.ReadLineAsync() is { } line && !line.StartsWith("importing: 1", StringComparison.Ordinal))
        {
        }

        await Tool.SignalAsync(import, signal);
        var ran = await Tool.EndAsync(import);
        var between = (await Tool.RunAsync("verify", "--json", "--store", stopped)).Json;
        var resume = Resume().Match(ran.Error).Groups[1].Value;
        var resumed = await Tool.BashAsync($"daybook() {{ $daybook \"$@\"; }}; {resume}");
        await Tool.RunAsync("import", file, "--store", whole);

        Assert.Equal((exitCode, ""), (ran.Code, ran.Output));
        Assert.Contains("error interrupted: The import was stopped between two batches", ran.Error, StringComparison.Ordinal);
        Assert.InRange(between.GetProperty("events").GetInt64(), 2_000, Events - 2_000);
        Assert.Equal(0, between.GetProperty("events").GetInt64() % 2_000);
        Assert.True(between.GetProperty("sound").GetBoolean());
        Assert.Equal($"1,000 streams, {Events:N0} events, {Events - between.GetProperty("events").GetInt64():N0} added\n", resumed.Output);
        Assert.Equal(await ContentAsync(whole), await ContentAsync(stopped));
    }

    [Fact]
    public async Task A_signal_ends_a_command_that_waits_for_input()
    {
        var append = Tool.Start("append", "a", "x", "-", "--json", "--store", place.Of("waits"));
        // More than a pipe holds: when it is written, somebody is reading.
        await append.StandardInput.WriteAsync(new string(' ', 1_000_000));
        await append.StandardInput.FlushAsync();
        await Tool.SignalAsync(append, "TERM");
        await append.WaitForExitAsync();
        var error = await append.StandardError.ReadToEndAsync();

        Assert.Equal(143, append.ExitCode);
        Assert.Contains("\"code\":\"interrupted\"", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Of("waits")));
    }

    [Fact]
    public async Task Reading_ends_quietly_and_at_once_when_nobody_reads_on()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not here");
        var store = place.Of("pipe");
        await Tool.RunAsync("import", place.LargeFile(20_000), "--store", store);

        var ran = await Tool.BashAsync($"strace -f -qq -e trace=write -o {place.Of("trace")} $daybook read --json --store {store} | head -n 1; echo ${{PIPESTATUS[0]}}");
        var refused = (await File.ReadAllLinesAsync(place.Of("trace"))).Count(static line => line.Contains("EPIPE", StringComparison.Ordinal));

        Assert.Equal(2, ran.Lines.Length);
        Assert.StartsWith("{\"position\":1,", ran.Lines[0], StringComparison.Ordinal);
        Assert.Equal(("0", ""), (ran.Lines[1], ran.Error));
        Assert.InRange(refused, 1, 2);
    }

    [Theory]
    [InlineData(1, "verify --store DAMAGED")]
    [InlineData(3, "read --store NOTHING 2>&1")]
    [InlineData(5, "read --store SOUND > /dev/full")]
    public async Task The_exit_code_is_right_also_when_the_output_goes_nowhere(int exitCode, string line)
    {
        var damaged = await place.DamagedAsync($"unread-{exitCode}");
        line = line.Replace("DAMAGED", damaged, StringComparison.Ordinal).Replace("NOTHING", place.Of("nothing"), StringComparison.Ordinal).Replace("SOUND", place.Store, StringComparison.Ordinal);

        var ran = await Tool.BashAsync($"$daybook {line} | true; echo ${{PIPESTATUS[0]}}");

        Assert.Equal($"{exitCode}\n", ran.Output);
    }

    [Fact]
    public async Task Output_to_a_file_goes_behind_what_is_there_and_before_what_follows()
    {
        var file = place.Of("shared.txt");

        await Tool.BashAsync($"(echo before; $daybook streams --prefix order-2 --store {place.Store}; echo after) > {file}");

        Assert.Equal("before\norder-2\t0\nafter\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_store_is_read_and_verified_while_another_process_writes_it()
    {
        using var stop = new CancellationTokenSource();
        await using var writer = await DaybookStore.OpenAsync(place.Of("written"));
        await AppendAsync(writer);
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await AppendAsync(writer);
            }
        });

        var first = await Tool.RunAsync("read", "--json", "--store", place.Of("written"));
        var verify = await Tool.RunAsync("verify", "--json", "--store", place.Of("written"));
        var second = await Tool.RunAsync("read", "--json", "--store", place.Of("written"));
        await stop.CancelAsync();
        await writing;

        Assert.Equal((0, 0, 0), (first.Code, verify.Code, second.Code));
        Assert.Equal(first.Lines, second.Lines.Take(first.Lines.Length));
        Assert.InRange(verify.Json.GetProperty("events").GetInt64(), first.Lines.Length, second.Lines.Length);
        Assert.True(second.Lines.Length > first.Lines.Length);
        Assert.Equal(0, second.Lines.Length % 10);
    }

    private static ValueTask<Appended> AppendAsync(DaybookStore store) =>
        store.AppendAsync("a", ExpectedRevision.Any, [.. Enumerable.Range(0, 10).Select(static _ => new NewEvent("x", "{}"u8.ToArray()))]);

    /// <summary>Everything of every event but when it was recorded.</summary>
    private static async Task<string> ContentAsync(string store) =>
        RecordedAt().Replace((await Tool.RunAsync("read", "--json", "--store", store)).Output, "");

    [GeneratedRegex("To go on, run: (.*)")]
    private static partial Regex Resume();

    [GeneratedRegex("\"recordedAt\":\"[^\"]*\",")]
    private static partial Regex RecordedAt();
}
