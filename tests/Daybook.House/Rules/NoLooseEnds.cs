using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>What is still to be done is an issue; a comment may only point to it.</summary>
public sealed partial class NoLooseEnds
{
    [Theory]
    [InlineData("TO" + "DO mend this")]
    [InlineData("FIX" + "ME: (#) mend this")]
    [InlineData("HA" + "CK")]
    public void A_loose_end_is_caught(string comment) => Check.Catches("src/A.cs:2", Violations([new("src/A.cs", "var a = 1;\n// " + comment)]));

    [Fact]
    public void A_pointer_to_an_issue_is_fine() => Assert.Empty(Violations([new("src/A.cs", "// TO" + "DO #12: shorter\nstring method = Todo.Hack;")]));

    [Fact]
    public void There_are_no_loose_ends() =>
        Check.Keeps(Violations(Repository.Files("", ".cs", ".sh", ".csproj", ".props", ".targets", ".editorconfig", "daybook", "run")));

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        from Match match in LooseEnd().Matches(file.Text)
        select new Violation(file.At(match.Index), $"'{match.Value}' without the number of an issue. Mend it now, or file it.");

    [GeneratedRegex("""\b(?:TO[D]O|FIX[M]E|HA[C]K)\b(?!\s*\(?#\d)(?!" \+)""")]
    private static partial Regex LooseEnd();
}
