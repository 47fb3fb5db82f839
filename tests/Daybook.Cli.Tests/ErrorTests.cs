using System.Reflection;
using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

public sealed class ErrorTests(Place place) : IClassFixture<Place>
{
    [Theory]
    [InlineData(2, "usage", "bogus")]
    [InlineData(2, "usage", "read", "--from", "-1")]
    [InlineData(2, "usage", "read", "--from", "1", "--after", "1")]
    [InlineData(2, "usage", "read", "--limit", "0")]
    [InlineData(2, "usage", "append", "a", "x", "--expect", "often")]
    [InlineData(2, "usage", "append", "a", "x", "{sum:5}")]
    [InlineData(2, "usage", "append", "a", "x", "{}", "--data", "{}")]
    [InlineData(2, "usage", "append", "a", "x", "--meta", "user")]
    [InlineData(2, "usage", "import", "x.csv")]
    [InlineData(2, "usage", "demo")]
    [InlineData(2, "name-invalid", "append", "", "x")]
    [InlineData(3, "file-not-found", "import", "/nowhere/x.ndjson")]
    [InlineData(3, "stream-not-found", "read", "nobody")]
    [InlineData(3, "stream-not-found", "state", "nobody")]
    [InlineData(3, "state-not-found", "state", "order-1", "--as-of", "2001-01-01")]
    [InlineData(4, "append-conflict", "append", "order-1", "x", "--expect", "none")]
    [InlineData(5, "file-failed", "import", "/")]
    public async Task An_error_has_its_exit_code_and_says_what_to_do_and_where_to_read(int exitCode, string code, params string[] arguments)
    {
        var ran = await Tool.RunAsync([.. arguments, "--json", "--store", place.Store]);

        Assert.Equal(exitCode, ran.Code);
        Assert.Equal("", ran.Output);
        Assert.Equal(code, ran.ErrorJson.GetProperty("code").GetString());
        Assert.Equal(exitCode, ran.ErrorJson.GetProperty("exitCode").GetInt32());
        Assert.NotEmpty(ran.ErrorJson.GetProperty("message").GetString()!);
        Assert.NotEmpty(ran.ErrorJson.GetProperty("remedy").GetString()!);
        Assert.True(File.Exists(Path.Combine(Tool.Root, ran.ErrorJson.GetProperty("docs").GetString()!)));
    }

    [Fact]
    public async Task Another_writer_is_7_and_reading_goes_on_beside_it()
    {
        await using var writer = await DaybookStore.OpenAsync(place.Of("owned"));

        var append = await Tool.RunAsync("append", "a", "x", "--json", "--store", place.Of("owned"));
        var read = await Tool.RunAsync("read", "--store", place.Of("owned"));

        Assert.Equal((7, "store-locked"), (append.Code, append.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal(Environment.ProcessId, append.ErrorJson.GetProperty("ownerProcessId").GetInt32());
        Assert.Equal(new Ran(0, "", ""), read);
    }

    [Fact]
    public async Task Damage_is_6_for_those_that_need_the_store_and_1_for_the_one_that_looks_for_it()
    {
        var store = await place.DamagedAsync("damaged");

        var verify = await Tool.RunAsync("verify", "--json", "--store", store);
        var read = await Tool.RunAsync("read", "--json", "--store", store);
        var append = await Tool.RunAsync("append", "a", "x", "--store", store);

        Assert.Equal(1, verify.Code);
        Assert.False(verify.Json.GetProperty("sound").GetBoolean());
        Assert.Contains("seg", verify.Json.GetProperty("findings")[0].GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal((6, "store-damaged"), (read.Code, read.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal(6, append.Code);
        Assert.StartsWith("error store-damaged: ", append.Error, StringComparison.Ordinal);
        Assert.EndsWith("Read: docs/errors/store-damaged.md\n", append.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("streams")]
    [InlineData("state", "a")]
    [InlineData("info")]
    [InlineData("verify")]
    public async Task A_command_that_reads_never_makes_a_store(params string[] arguments)
    {
        var nothing = place.Of("nothing");

        var ran = await Tool.RunAsync([.. arguments, "--store", nothing]);

        Assert.Equal((3, ""), (ran.Code, ran.Output));
        Assert.Contains("append and import make a store", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nothing));
    }

    [Fact]
    public async Task Wrong_arguments_make_no_store()
    {
        await Tool.RunAsync("append", "a", "x", "no json", "--store", place.Of("wrong"));
        await Tool.RunAsync("import", "x.csv", "--store", place.Of("wrong"));

        Assert.False(Directory.Exists(place.Of("wrong")));
    }

    [Theory]
    [InlineData("raed", "'raed' is not a command. Did you mean 'read'?")]
    [InlineData("read --froom", "'--froom' is not an option. Did you mean '--from'?")]
    [InlineData("read --limt 3", "'--limt' is not an option. Did you mean '--limit'?")]
    [InlineData("streams --prefx=o", "'--prefx' is not an option. Did you mean '--prefix'?")]
    public async Task A_misspelt_word_gets_a_suggestion(string line, string expected)
    {
        var ran = await Tool.RunAsync(line.Split(' '));

        Assert.Equal(2, ran.Code);
        Assert.StartsWith($"error usage: {expected}\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_the_error_tells_both_ways_to_name_one()
    {
        var ran = await Tool.RunAsync("info");
        var named = await Tool.BashAsync($"DAYBOOK_STORE={place.Store} $daybook info");

        Assert.Equal(2, ran.Code);
        Assert.Contains("--store DIRECTORY, or set DAYBOOK_STORE", ran.Error, StringComparison.Ordinal);
        Assert.Equal(0, named.Code);
    }

    [Fact]
    public void Every_error_code_of_the_library_has_a_remedy_in_words_of_the_tool()
    {
        var remedies = Assembly.Load("Daybook.Cli").GetType("Daybook.Cli.Errors.Remedies", throwOnError: true)!.GetMethod("For")!;
        var codes = typeof(ErrorCodes).GetFields().Select(static field => (string)field.GetRawConstantValue()!).Append("import-malformed").Append("import-map-invalid").ToArray();

        Assert.True(codes.Length > 10);
        Assert.DoesNotContain(codes, code => remedies.Invoke(null, [code]) is null);
        Assert.Null(remedies.Invoke(null, ["no-such-code"]));
    }
}
