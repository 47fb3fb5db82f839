using Daybook.House.Tree;

namespace Daybook.House.Snippets;

/// <summary>
/// Commands in the documentation are run. The blocks of a page that are marked <c>&lt;!-- run --&gt;</c> are run one after another
/// in one empty directory; a block without the mark may only hold commands that build or install, or say after
/// <c>&lt;!-- not run: --&gt;</c> why it is not run.
/// </summary>
public sealed class ShellSnippets
{
    private const string Run = "run";
    private const string NotRun = "not run: ";

    private static readonly string[] Languages = ["sh", "bash", "shell", "console"];

    private static readonly string[] Allowed =
        ["./eng/", "bash eng/", "dotnet ", "git ", "cd ", "artifacts/bin/", "apt-get ", "#", "echo "];

    public static TheoryData<string> Pages => [.. Repository.Files("", ".md").Where(page => Blocks(page).Any(block => block.Marker == Run)).Select(page => page.Path)];

    [Theory]
    [InlineData("", "./daybook demo\n")]
    [InlineData("", "dotnet build\n./daybook demo\n")]
    [InlineData("", "curl example.org\n")]
    [InlineData("<!-- not run: -->", "./daybook demo\n")]
    public void A_block_that_is_not_run_is_caught(string marker, string block) =>
        Check.Catches("docs/a.md:3", Violations([new("docs/a.md", $"{marker}\n\n```sh\n{block}```\n")]));

    [Theory]
    [InlineData("<!-- run -->", "./daybook demo\n")]
    [InlineData("", "# All of it:\n./eng/check.sh\n\ndotnet test --project tests/Daybook.Tests \\\n  --filter x\n")]
    [InlineData("<!-- not run: it never ends -->", "./daybook serve\n")]
    public void A_block_that_is_run_or_says_why_not_is_fine(string marker, string block) =>
        Assert.Empty(Violations([new("docs/a.md", $"{marker}\n\n```sh\n{block}```\n")]));

    [Fact]
    public void All_blocks_are_run_or_say_why_not() => Check.Keeps(Violations(Repository.Files("", ".md")));

    [Fact]
    public async Task A_command_that_fails_is_noticed()
    {
        using var shell = new Shell();

        var run = await shell.RunAsync("./daybook no-such-command\necho not reached", TestContext.Current.CancellationToken);

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("not reached", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_commands_of_a_page_run(string page)
    {
        using var shell = new Shell();

        foreach (var block in Blocks(Repository.Read(page)).Where(block => block.Marker == Run))
        {
            var run = await shell.RunAsync(block.Content, TestContext.Current.CancellationToken);

            Assert.True(run.ExitCode == 0, $"{block.Where} ended with {run.ExitCode}:\n{run.Output}");
        }
    }

    private static IEnumerable<Fence> Blocks(SourceFile page) => Fence.Of(page).Where(fence => Languages.Contains(fence.Language));

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> pages)
    {
        foreach (var block in pages.SelectMany(Blocks).Where(block => block.Marker != Run))
        {
            if (block.Marker.StartsWith(NotRun, StringComparison.Ordinal))
            {
                continue;
            }

            // A line that goes on, and what it goes on with, are one command.
            var commands = block.Content.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (commands.FirstOrDefault(command => !Allowed.Any(start => command.TrimStart().StartsWith(start, StringComparison.Ordinal))) is { } other)
            {
                yield return new Violation(block.Where, $"'{other}' is not run: mark the block '<!-- run -->', or say why not.");
            }
        }
    }
}
