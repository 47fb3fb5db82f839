using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>Every code that an error can carry has its page, every page its code, and all pages answer the same four questions.</summary>
public sealed partial class ErrorPages
{
    private static readonly string[] Headings = ["## What happened", "## Usual causes", "## Do this", "## Safe to retry?"];

    [Fact]
    public void A_code_without_a_page_is_caught() => Check.Catches("docs/errors/b.md", Violations(["a", "b"], [Page("a")]));

    [Fact]
    public void A_page_without_a_code_is_caught() => Check.Catches("docs/errors/b.md", Violations(["a"], [Page("a"), Page("b")]));

    [Fact]
    public void A_missing_heading_is_caught() => Check.Catches("docs/errors/a.md", Violations(
        ["a"], [new("docs/errors/a.md", Page("a").Text.Replace("## Do this", "## Perhaps", StringComparison.Ordinal))]));

    [Fact]
    public void A_page_with_the_title_of_another_is_caught() =>
        Check.Catches("docs/errors/a.md", Violations(["a"], [new("docs/errors/a.md", Page("b").Text)]));

    [Fact]
    public void Codes_are_read_from_the_code() =>
        Assert.Equal(["some-code", "import-map"], Codes([new("A.cs", "public const string Some = \"some-code\";\nstring Code => \"import-map\";\nconst string Word = \"plain\";")]));

    [Fact]
    public void Every_code_has_its_page() => Check.Keeps(Violations(
        [.. Codes(Repository.Files("src/", "ErrorCodes.cs", "ImportException.cs"))],
        [.. Repository.Files("docs/errors/", ".md").Where(page => page.Name != "README.md")]));

    private static SourceFile Page(string code) => new($"docs/errors/{code}.md", $"# {code}\n\n{string.Join("\n\nText.\n\n", Headings)}\n\nText.\n");

    /// <summary>The texts that look like codes: lower case with hyphens.</summary>
    private static IEnumerable<string> Codes(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => Code().Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<Violation> Violations(IReadOnlyList<string> codes, IReadOnlyList<SourceFile> pages)
    {
        foreach (var code in codes.Where(code => pages.All(page => page.Name != code + ".md")))
        {
            yield return new Violation($"docs/errors/{code}.md", "The code has no page.");
        }

        foreach (var page in pages)
        {
            var code = Path.GetFileNameWithoutExtension(page.Name);
            if (!codes.Contains(code))
            {
                yield return new Violation(page.Path, "The page has no code.");
            }
            else if (page.Lines[0] != "# " + code)
            {
                yield return new Violation(page.Path, $"The title is '{page.Lines[0]}'; it is the code.");
            }
            else if (!page.Lines.Where(line => line.StartsWith('#')).Skip(1).SequenceEqual(Headings))
            {
                yield return new Violation(page.Path, $"The headings are not {string.Join(", ", Headings)}.");
            }
        }
    }

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)+)\"")]
    private static partial Regex Code();
}
