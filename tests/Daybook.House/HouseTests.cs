using System.Text.RegularExpressions;

namespace Daybook.House;

public sealed partial class HouseTests
{
    [Fact]
    public void Room_order_catches_a_planted_upward_arrow()
    {
        (string, string)[] planted =
        [
            ("src/Daybook.Log/Format/Low.cs", "class Low { High high; }"),
            ("src/Daybook.Log/Writing/High.cs", "class High { Low low; }"),
        ];

        var violations = RoomOrder.Violations("src/Daybook.Log", RoomOrder.Log, planted).ToArray();

        Assert.Equal(["src/Daybook.Log/Format/Low.cs uses High of a later room"], violations);
    }

    [Fact]
    public void Rooms_use_only_the_rooms_before_them()
    {
        var log = RoomOrder.Violations("src/Daybook.Log", RoomOrder.Log, [.. Tree.Sources("src/Daybook.Log")]);
        var library = RoomOrder.Violations("src/Daybook", RoomOrder.Library, [.. Tree.Sources("src/Daybook")]);

        Assert.Empty(log.Concat(library));
    }

    [Fact]
    public void Files_keep_their_budget()
    {
        var lengths = Tree.Sources("src").Select(static source => source.Text.Count(static one => one == '\n')).Order().ToArray();

        Assert.InRange(lengths[lengths.Length / 2], 1, 80);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, 250);
        Assert.InRange(lengths[^1], 1, 400);
        Assert.All(Directory.EnumerateFiles(Path.Combine(Tree.Root, "src"), "*.csproj", SearchOption.AllDirectories), static file =>
            Assert.InRange(File.ReadLines(file).Count(), 1, 15));
    }

    [Fact]
    public void Every_error_code_has_its_page_and_every_page_its_code()
    {
        var source = File.ReadAllText(Path.Combine(Tree.Root, "src/Daybook/ErrorCodes.cs"))
            + File.ReadAllText(Path.Combine(Tree.Root, "src/Daybook.Import/ImportException.cs"));
        var codes = Code().Matches(source).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToArray();
        var pages = Directory.EnumerateFiles(Path.Combine(Tree.Root, "docs/errors"), "*.md").ToArray();

        Assert.True(codes.Length > 10);
        Assert.Equal(codes, pages.Select(static page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal));
        Assert.All(pages, static page =>
        {
            foreach (var heading in new[] { "## What happened", "## Usual causes", "## Do this", "## Safe to retry?" })
            {
                Assert.Contains(heading, File.ReadAllText(page), StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Snippets_are_the_files_that_they_name()
    {
        var readme = File.ReadAllText(Path.Combine(Tree.Root, "README.md"));
        var snippets = Snippet().Matches(readme);

        Assert.NotEmpty(snippets);
        Assert.Equal(snippets.Count, readme.Split("```csharp").Length - 1);
        Assert.All(snippets, static snippet =>
            Assert.Equal(File.ReadAllText(Path.Combine(Tree.Root, snippet.Groups[1].Value)), snippet.Groups[2].Value));
    }

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var pages = Directory.EnumerateFiles(Tree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Tree.Root, "docs"), "*.md", SearchOption.AllDirectories));

        var broken = pages.SelectMany(static page => Link().Matches(File.ReadAllText(page))
            .Select(match => Path.Combine(Path.GetDirectoryName(page)!, match.Groups[1].Value))
            .Where(static target => !File.Exists(target) && !Directory.Exists(target)));

        Assert.Empty(broken);
    }

    [Fact]
    public void The_changelog_has_an_unreleased_heading() =>
        Assert.Contains("## [Unreleased]", File.ReadAllText(Path.Combine(Tree.Root, "CHANGELOG.md")), StringComparison.Ordinal);

    [GeneratedRegex("= \"([a-z]+(?:-[a-z]+)+)\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"<!-- snippet: (\S+) -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\((?!http|#)([^)#]+)")]
    private static partial Regex Link();
}
