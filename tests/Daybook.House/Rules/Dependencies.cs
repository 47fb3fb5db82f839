using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>A package that is used has a decision record that says why.</summary>
public sealed partial class Dependencies
{
    [Fact]
    public void A_package_without_a_decision_is_caught() => Check.Catches("Foreign.Client", Violations(
        "<PackageVersion Include=\"Foreign.Client\" Version=\"1.0\" /><PackageVersion Include=\"Known\" Version=\"1.0\" />",
        [new("docs/decisions/0001-known.md", "We take Known. Foreign.Clientele is another.")]));

    [Fact]
    public void Every_package_has_its_decision() => Check.Keeps(Violations(
        Repository.Read("Directory.Packages.props").Text, Repository.Files("docs/decisions/", ".md")));

    private static IEnumerable<Violation> Violations(string versions, IReadOnlyList<SourceFile> decisions) =>
        from Match package in Package().Matches(versions)
        let name = package.Groups[1].Value
        where decisions.All(decision => !Regex.IsMatch(decision.Text, $@"(?<![\w.]){Regex.Escape(name)}(?!\w|\.\w)"))
        select new Violation(name, "No decision in docs/decisions names the package.");

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex Package();
}
