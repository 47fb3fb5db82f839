using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>Files are short: half of them 80 lines or fewer, nine of ten 250, none above 400 without a reason in its first line.</summary>
public sealed class FileBudget
{
    private const int Median = 80;
    private const int NinthTenth = 250;
    private const int Longest = 400;
    private const int LongestProject = 15;

    [Fact]
    public void Half_of_the_files_too_long_is_caught() =>
        Check.Catches("src", Violations([Of("A.cs", 81), Of("B.cs", 81), Of("C.cs", 1)]));

    [Fact]
    public void A_tenth_of_the_files_too_long_is_caught() =>
        Check.Catches("src", Violations([.. Enumerable.Range(0, 8).Select(one => Of($"{one}.cs", 10)), Of("A.cs", 251), Of("B.cs", 251)]));

    [Fact]
    public void A_long_file_without_a_reason_is_caught() => Check.Catches("src/A.cs", Violations(
        [Of("A.cs", 401), new("src/B.cs", "// A table that a program wrote.\n" + Text(401)), .. Enumerable.Range(0, 20).Select(one => Of($"{one}.cs", 10))]));

    [Fact]
    public void A_long_project_file_is_caught() => Check.Catches("src/A.csproj", Violations([Of("A.csproj", 16)]));

    [Fact]
    public void The_files_keep_their_budget() => Check.Keeps(Violations(Repository.Files("src/", ".cs", ".csproj")));

    [Fact]
    public void Projects_of_tests_and_samples_are_short_too() => Check.Keeps(Violations(Repository.Files("", ".csproj")));

    private static SourceFile Of(string name, int lines) => new($"src/{name}", Text(lines));

    private static string Text(int lines) => string.Concat(Enumerable.Repeat("x\n", lines));

    private static IEnumerable<Violation> Violations(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files.Where(file => file.Name.EndsWith(".csproj", StringComparison.Ordinal) && file.Lines.Length > LongestProject))
        {
            yield return new Violation(file.Path, $"{file.Lines.Length} lines; a project file has at most {LongestProject}. Policy belongs in eng.");
        }

        var sources = files.Where(file => file.Name.EndsWith(".cs", StringComparison.Ordinal)).OrderBy(file => file.Lines.Length).ToList();
        foreach (var file in sources.Where(file => file.Lines.Length > Longest && !file.Text.StartsWith("//", StringComparison.Ordinal)))
        {
            yield return new Violation(file.Path, $"{file.Lines.Length} lines, and the first does not say why.");
        }

        foreach (var (share, budget) in new[] { (0.5, Median), (0.9, NinthTenth) })
        {
            var at = (int)Math.Ceiling(share * sources.Count) - 1;
            if (at >= 0 && sources[at].Lines.Length > budget)
            {
                yield return new Violation("src", $"{share:P0} of the files should have at most {budget} lines; {sources[at].Path} has {sources[at].Lines.Length}.");
            }
        }
    }
}
