using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>The changelog always has a place for what comes next.</summary>
public sealed class Changelog
{
    private const string Heading = "## [Unreleased]";

    [Fact]
    public void A_missing_heading_is_caught() => Check.Catches("CHANGELOG.md", Violations(new("CHANGELOG.md", "# Changelog\n\n## [0.1.0]\n")));

    [Fact]
    public void The_changelog_has_the_heading() => Check.Keeps(Violations(Repository.Read("CHANGELOG.md")));

    private static IEnumerable<Violation> Violations(SourceFile changelog)
    {
        if (!changelog.Lines.Contains(Heading))
        {
            yield return new Violation(changelog.Path, $"There is no '{Heading}'.");
        }
    }
}
