using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>The two pages that everybody reads stay short enough to be read.</summary>
public sealed class ShortPages
{
    private static readonly Dictionary<string, int> Limits = new() { ["README.md"] = 120, ["ARCHITECTURE.md"] = 250 };

    [Theory]
    [InlineData("README.md", 121)]
    [InlineData("ARCHITECTURE.md", 251)]
    public void A_long_page_is_caught(string page, int lines) =>
        Check.Catches(page, Violations([new(page, string.Concat(Enumerable.Repeat("x\n", lines)))]));

    [Fact]
    public void The_pages_are_short() => Check.Keeps(Violations(Limits.Keys.Select(Repository.Read)));

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> pages) =>
        from page in pages
        where page.Lines.Length > Limits[page.Path]
        select new Violation(page.Path, $"{page.Lines.Length} lines; at most {Limits[page.Path]}. Move the rest to docs.");
}
