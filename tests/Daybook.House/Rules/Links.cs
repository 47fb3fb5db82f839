using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>Links of the documentation lead somewhere, also to the heading that they name.</summary>
public sealed partial class Links
{
    [Theory]
    [InlineData("See [there](gone.md).")]
    [InlineData("See [there](b.md#gone).")]
    [InlineData("See [there](../../b.md).")]
    [InlineData("See ![there](gone.png).")]
    public void A_link_to_nowhere_is_caught(string text) =>
        Check.Catches("docs/a.md:1", Violations([new("docs/a.md", text), new("docs/b.md", "# B\n")], ["docs/a.md", "docs/b.md"]));

    [Theory]
    [InlineData("[b](b.md), [heading](b.md#one-two), [root](../docs/b.md), [folder](../docs), [own](#here) \n# Here")]
    [InlineData("[site](https://example.org/x.md), [mail](mailto:a@example.org)")]
    [InlineData("```\n[not](a-link.md)\n``` and `[x](y.md)`")]
    public void A_link_that_leads_somewhere_is_fine(string text) => Assert.Empty(
        Violations([new("docs/a.md", text), new("docs/b.md", "# B\n## One `two`\n")], ["docs/a.md", "docs/b.md"]));

    [Fact]
    public void All_links_lead_somewhere() => Check.Keeps(Violations(Repository.Files("", ".md"), Repository.Paths));

    private static IEnumerable<Violation> Violations(IReadOnlyList<SourceFile> pages, IReadOnlyList<string> paths)
    {
        var headings = pages.ToDictionary(page => page.Path, page => Heading().Matches(page.Text).Select(match => Anchor(match.Groups[1].Value)).ToHashSet());
        foreach (var page in pages)
        {
            foreach (Match link in Link().Matches(Verbatim().Replace(page.Text, match => new string(' ', match.Length))))
            {
                var target = link.Groups[1].Value;
                if (!target.Contains(':', StringComparison.Ordinal) && !Exists(page, target, headings, paths))
                {
                    yield return new Violation(page.At(link.Index), $"'{target}' leads nowhere.");
                }
            }
        }
    }

    private static bool Exists(SourceFile page, string target, Dictionary<string, HashSet<string>> headings, IReadOnlyList<string> paths)
    {
        var (file, anchor) = target.Split('#') is [var first, var second] ? (first, second) : (target, "");
        var path = file.Length == 0 ? page.Path
            : Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", page.Folder, file))).Replace('\\', '/');
        return anchor.Length > 0
            ? headings.TryGetValue(path, out var known) && known.Contains(anchor)
            : paths.Any(one => one == path || one.StartsWith(path.TrimEnd('/') + '/', StringComparison.Ordinal));
    }

    private static string Anchor(string heading) =>
        NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Verbatim();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
