using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

public sealed class CompletionTests(Place place) : IClassFixture<Place>
{
    [Theory]
    [InlineData("daybook st", "state,stats,streams")]
    [InlineData("daybook read --b", "--backwards,--before")]
    [InlineData("daybook read --t", "--tag,--to,--type")]
    [InlineData("daybook import x --format ", "csv,ndjson,xes")]
    [InlineData("daybook completion ", "bash,fish,pwsh,zsh")]
    [InlineData("daybook --store STORE state order-", "order-1,order-2")]
    [InlineData("daybook --store NAMES state ", "\\$\\(touch\\ PWNED\\)")]
    [InlineData("daybook import some-", "")]
    public async Task Bash_completes_what_the_tool_knows_and_expands_nothing(string line, string expected)
    {
        var pwned = place.Of("pwned");
        await using (var store = await DaybookStore.OpenAsync(place.Of("names")))
        {
            await store.AppendAsync($"$(touch {pwned})", ExpectedRevision.Any, [new NewEvent("x", "{}"u8.ToArray())]);
        }

        line = line.Replace("STORE", place.Store, StringComparison.Ordinal).Replace("NAMES", place.Of("names"), StringComparison.Ordinal);
        var script = place.Write($"complete-{Guid.NewGuid():N}.sh", $$"""
            daybook() { dotnet {{Tool.Dll}} "$@"; }
            source <(daybook completion bash)
            COMP_LINE={{Quoted(line)}} COMP_POINT={{line.Length}}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            complete -p daybook > /dev/null || exit 9
            _daybook
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        var ran = await Tool.EndAsync(Tool.StartProgram("bash", [script]));

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal(expected.Replace("PWNED", pwned, StringComparison.Ordinal), string.Join(',', ran.Lines.Order(StringComparer.Ordinal)));
        Assert.False(File.Exists(pwned));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_script_is_one_that_its_shell_can_read(string shell)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{shell}") || File.Exists($"/bin/{shell}"), $"{shell} is not here");
        var script = place.Write($"script.{shell}", (await Tool.RunAsync("completion", shell)).Output);

        var ran = await Tool.EndAsync(Tool.StartProgram(shell, ["-n", script]));

        Assert.Equal(new Ran(0, "", ""), ran);
        Assert.Contains("daybook", await File.ReadAllTextAsync(script), StringComparison.Ordinal);
    }

    private static string Quoted(string text) => $"'{text}'";
}
