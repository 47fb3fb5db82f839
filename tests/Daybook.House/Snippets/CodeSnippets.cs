using Daybook.House.Tree;

namespace Daybook.House.Snippets;

/// <summary>
/// C# in the documentation is a copy of code that is compiled and run: a sample, which <see cref="SampleRuns"/> runs, or a test.
/// The line before the block says of what: <c>&lt;!-- snippet: samples/Bank/Program.cs --&gt;</c>, or with <c>#name</c> a region
/// between <c>// snippet: name</c> and <c>// end snippet</c>.
/// </summary>
public sealed class CodeSnippets
{
    private const string Marker = "snippet: ";

    private static readonly string[] Languages = ["csharp", "cs", "c#", "C#"];

    private static readonly SourceFile[] Sources =
    [
        new("samples/Bank/Program.cs", "var a = 1;\n"),
        new("samples/Other/Program.cs", "var a = 1;\n"),
        new("src/Daybook/A.cs", "var a = 1;\n"),
        new("tests/Daybook.Tests/ATests.cs", "class A\n{\n    // snippet: first\n    if (a)\n    {\n        b();\n    }\n    // end snippet\n}\n"),
    ];

    [Theory]
    [InlineData("", "var a = 1;\n")]
    [InlineData("<!-- snippet: samples/Gone/Program.cs -->", "var a = 1;\n")]
    [InlineData("<!-- snippet: samples/Bank/Program.cs -->", "var a = 2;\n")]
    [InlineData("<!-- snippet: samples/Bank/Program.cs -->", "var a = 1; \n")]
    [InlineData("<!-- snippet: samples/Bank/Program.cs#gone -->", "var a = 1;\n")]
    [InlineData("<!-- snippet: samples/Other/Program.cs -->", "var a = 1;\n")]
    [InlineData("<!-- snippet: src/Daybook/A.cs -->", "var a = 1;\n")]
    [InlineData("<!-- snippet: tests/Daybook.Tests/ATests.cs#first -->", "if (a)\n{\n    c();\n}\n")]
    public void A_block_that_is_not_a_copy_of_running_code_is_caught(string marker, string block) =>
        Check.Catches("docs/a.md:3", Violations([Page(marker, block)], Sources));

    [Theory]
    [InlineData("<!-- snippet: samples/Bank/Program.cs -->", "var a = 1;\n")]
    [InlineData("<!-- snippet: tests/Daybook.Tests/ATests.cs#first -->", "if (a)\n{\n    b();\n}\n")]
    public void A_copy_is_fine(string marker, string block) => Assert.Empty(Violations([Page(marker, block)], Sources));

    [Fact]
    public void All_blocks_are_copies_of_running_code()
    {
        var projects = Repository.Read("Daybook.slnx").Text;
        var sources = Repository.Files("", ".cs")
            .Where(file => projects.Contains(string.Join('/', file.Path.Split('/').Take(2)) + '/', StringComparison.Ordinal));

        Check.Keeps(Violations(Repository.Files("", ".md"), [.. sources]));
    }

    private static SourceFile Page(string marker, string block) => new("docs/a.md", $"{marker}\n\n```csharp\n{block}```\n");

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> pages, IReadOnlyList<SourceFile> sources) =>
        from page in pages
        from fence in Fence.Of(page)
        where Languages.Contains(fence.Language)
        let fault = FaultOf(fence, sources)
        where fault is not null
        select new Violation(fence.Where, fault);

    private static string? FaultOf(Fence fence, IReadOnlyList<SourceFile> sources)
    {
        if (!fence.Marker.StartsWith(Marker, StringComparison.Ordinal))
        {
            return $"No line '<!-- {Marker}PATH -->' says which source this is a copy of.";
        }

        var (path, region) = fence.Marker[Marker.Length..].Split('#') is [var file, var name] ? (file, name) : (fence.Marker[Marker.Length..], "");
        if (sources.FirstOrDefault(source => source.Path == path) is not { } source)
        {
            return $"{path} is not a source file of the solution.";
        }

        if (!path.StartsWith("tests/", StringComparison.Ordinal) && !SampleRuns.Runs(path))
        {
            return $"No test runs {path}.";
        }

        var text = region.Length == 0 ? source.Text : RegionOf(source, region);
        return text == fence.Content ? null : text is null ? $"{path} has no region '{region}'." : $"The block is not the same as {fence.Marker[Marker.Length..]}.";
    }

    /// <summary>The lines of a region, moved left as far as they go together.</summary>
    private static string? RegionOf(SourceFile source, string name)
    {
        var start = Array.FindIndex(source.Lines, line => line.Trim() == "// snippet: " + name);
        var end = start < 0 ? -1 : Array.FindIndex(source.Lines, start, line => line.Trim() == "// end snippet");
        if (end < 0)
        {
            return null;
        }

        var lines = source.Lines[(start + 1)..end];
        var margin = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Concat(lines.Select(line => (line.Length == 0 ? line : line[margin..]) + "\n"));
    }
}
