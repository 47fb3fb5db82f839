using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

public sealed class OutputTests(Place place) : IClassFixture<Place>
{
    [Theory]
    [InlineData("read", "position,stream,revision,type,id,recordedAt,occurredAt,data")]
    [InlineData("streams", "stream,lastRevision")]
    [InlineData("state order-1", "stream,revision,events,lastEvent,fold,state")]
    [InlineData("info", "path,storeId,head,streams,lastRecordedAt,closedInOrder,digest,digestUpTo")]
    [InlineData("verify", "sound,events,streams,digest,digestUpTo,findings")]
    [InlineData("completion bash", "shell,script")]
    public async Task Json_has_these_members_on_every_line_and_nothing_beside_it(string line, string members)
    {
        var ran = await Tool.RunAsync([.. line.Split(' '), "--json", "--store", place.Store]);

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.NotEmpty(ran.Lines);
        Assert.All(ran.Lines, one => Assert.Equal(members, MembersOf(one)));
    }

    [Fact]
    public async Task Json_of_commands_that_record_has_these_members()
    {
        var file = place.Write("two.ndjson", "{\"stream\":\"a\",\"type\":\"x\",\"data\":1}\n{\"stream\":\"b\",\"type\":\"x\",\"data\":2}\n");

        var demo = await Tool.RunAsync("demo", "--json", "--store", place.Of("demo"));
        var append = await Tool.RunAsync("append", "a", "x", "--json", "--store", place.Of("made"));
        var import = await Tool.RunAsync("import", file, "--json", "--store", place.Of("made"));

        Assert.Equal("store,events,threePm,balanceAtThree,balanceNow,overdraft", MembersOf(demo.Output));
        Assert.Equal([0, 500, 300, 1300, 1250], demo.Json.GetProperty("events").EnumerateArray().Select(static one => one.GetProperty("balanceAfter").GetInt32()));
        Assert.Equal("stream,type,position,revision,id,recordedAt,wasRepeat", MembersOf(append.Output));
        Assert.Equal("streams,events,added,alreadyThere,seconds", MembersOf(import.Output));
        Assert.All(import.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), static line => Assert.Equal("progress", MembersOf(line)));
    }

    [Fact]
    public async Task Data_is_kept_byte_for_byte_when_it_is_JSON_and_as_base64_otherwise()
    {
        var store = place.Of("odd");
        await Tool.BashAsync($"printf '{{\"n\":1.50,\\n \"u\":\"\\\\ud800\"}}' | $daybook append a x - --store {store}");
        await Tool.BashAsync($"printf '\\033[31mred\\n' | $daybook append a x - --raw --store {store}");

        var json = await Tool.RunAsync("read", "--json", "--store", store);
        var text = await Tool.RunAsync("read", "--store", store);

        Assert.Contains("\"data\":{\"n\":1.50,  \"u\":\"\\ud800\"}}", json.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"dataBase64\":\"G1szMW1yZWQK\"", json.Lines[1], StringComparison.Ordinal);
        Assert.Equal(2, text.Lines.Length);
        Assert.DoesNotContain('\e', text.Output);
    }

    [Fact]
    public async Task Without_a_terminal_there_are_tabs_and_no_escapes()
    {
        var read = await Tool.RunAsync("read", "--limit", "1", "--store", place.Store);
        var streams = await Tool.RunAsync("streams", "--store", place.Store);
        var demo = await Tool.RunAsync("demo", "--no-serve", "--store", place.Of("plain-demo"));

        Assert.Matches("^1\torder-1\t0\t[-0-9]+ [0-9:.]+Z\tplaced\t\\{\"sum\":5,\"by\":\"ada\",\"gift\":true\\}\n$", read.Output);
        Assert.Equal("There is more: go on with --after 1.\n", read.Error);
        Assert.Equal("Kunde-ß\t0\norder-1\t1\norder-2\t0\n", streams.Output);
        Assert.Contains("What was the balance at 3 PM?  1300\n", demo.Output, StringComparison.Ordinal);
        Assert.Contains("What is it now?                1250\n", demo.Output, StringComparison.Ordinal);
        Assert.Contains("refused", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', read.Output + read.Error + streams.Output + demo.Output + demo.Error);
    }

    [Fact]
    public async Task A_terminal_gets_columns_and_colour_unless_somebody_says_no()
    {
        var color = await Tool.OnTerminalAsync($"read --store {place.Store}");
        var plain = new[]
        {
            await Tool.OnTerminalAsync($"read --store {place.Store}", "TERM=xterm-256color NO_COLOR=1"),
            await Tool.OnTerminalAsync($"read --store {place.Store} --no-color"),
            await Tool.OnTerminalAsync($"read --store {place.Store}", "TERM=dumb"),
            await Tool.OnTerminalAsync("raed --no-color"),
        };

        Assert.Contains("\e[1mposition  stream ", color.Output, StringComparison.Ordinal);
        Assert.Contains("position  stream ", plain[0].Output, StringComparison.Ordinal);
        Assert.All(plain, static one => Assert.DoesNotContain('\e', one.Output));
    }

    [Fact]
    public async Task Progress_is_a_bar_on_a_terminal_and_lines_elsewhere()
    {
        var file = place.LargeFile(20_000);

        var bar = await Tool.OnTerminalAsync($"import {file} --store {place.Of("bar")}");
        var dumb = await Tool.OnTerminalAsync($"import {file} --store {place.Of("dumb")}", "TERM=dumb");
        var lines = await Tool.RunAsync("import", file, "--store", place.Of("lines"));

        Assert.Contains("━", bar.Output, StringComparison.Ordinal);
        Assert.Contains("100%", bar.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', dumb.Output);
        Assert.Contains("importing: 100 %, 20,000 events", dumb.Output, StringComparison.Ordinal);
        Assert.Equal("1,000 streams, 20,000 events, 20,000 added\n", lines.Output);
        Assert.Contains("importing: 100 %, 20,000 events\n", lines.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("append")]
    [InlineData("read")]
    [InlineData("streams")]
    [InlineData("state")]
    [InlineData("import")]
    [InlineData("info")]
    [InlineData("verify")]
    [InlineData("completion")]
    public async Task Help_has_examples_and_the_reference_has_a_row(string command)
    {
        var ran = await Tool.RunAsync(command, "--help");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains($"Examples:\n  daybook {command}", ran.Output, StringComparison.Ordinal);
        Assert.Contains($"| `{command}", await File.ReadAllTextAsync(Path.Combine(Tool.Root, "docs/reference/cli.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_at_all_shows_help_on_standard_error()
    {
        var ran = await Tool.RunAsync();

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Contains("Exit codes: 0 done", ran.Error, StringComparison.Ordinal);
    }

    private static string MembersOf(string line) =>
        string.Join(',', System.Text.Json.JsonDocument.Parse(line).RootElement.EnumerateObject().Select(static member => member.Name));
}
