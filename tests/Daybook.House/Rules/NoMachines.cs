using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>Nothing in the repository knows the machine on which it was written, nor where packages come from there.</summary>
public sealed partial class NoMachines
{
    private static readonly string[] Endings =
        [".cs", ".md", ".csproj", ".props", ".targets", ".slnx", ".sh", ".json", ".txt", ".xml", ".yml", ".editorconfig", "daybook", "run"];

    [Theory]
    [InlineData("/ho" + "me/ada/store")]
    [InlineData("/wo" + "rk/main/README.md")]
    [InlineData("C:\\Us" + "ers\\ada")]
    [InlineData("https://api.nu" + "get.org/v3/index.json")]
    [InlineData("registry.np" + "mjs.org")]
    [InlineData("http://10" + ".1.2.3:8080/feed")]
    public void A_machine_is_caught(string text) => Check.Catches("README.md:2", Violations([new("README.md", "# Title\nSee " + text)]));

    [Theory]
    [InlineData("homework/main, https://example.org, https://www.nu" + "get.org/packages/Daybook")]
    [InlineData("http://127.0.0.1:8080 and /tmp/store")]
    public void Other_addresses_are_fine(string text) => Assert.Empty(Violations([new("README.md", text)]));

    [Fact]
    public void Nothing_names_a_machine() => Check.Keeps(Violations(Repository.Files("", Endings)));

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        from Match match in Machine().Matches(file.Text)
        select new Violation(file.At(match.Index), $"'{match.Value}' is of one machine or one registry.");

    [GeneratedRegex("""(?<![\w.])/(?:home|work|root|Users|mnt)/\w+|\b[A-Z]:\\Users\\|api\.nuget\.org|registry\.npmjs\.org|deb\.debian\.org|pkgs\.dev\.azure|//(?!127\.)\d+\.\d+\.\d+\.\d+""")]
    private static partial Regex Machine();
}
