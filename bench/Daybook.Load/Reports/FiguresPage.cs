namespace Daybook.Load.Reports;

/// <summary>The page of the documentation that shows the figures, each kind of run between two marks of its own.</summary>
internal static class FiguresPage
{
    private const string Solution = "Daybook.slnx";
    private const string Page = "docs/benchmarks.md";

    /// <summary>Replaces what an earlier run of the same kind has written. Throws when there is no page around here, or no mark in it.</summary>
    public static string Write(Results results)
    {
        var path = Path.Combine(Repository(), Page);
        File.WriteAllText(path, Replaced(File.ReadAllText(path), KindOf(results.Arguments), BlockOf(results)));
        return path;
    }

    private static string KindOf(Arguments arguments) =>
        arguments.SlowFlush is not null ? "slow" : arguments.Quick ? "quick" : "full";

    private static string BlockOf(Results results) => results.Arguments is { Quick: true, SlowFlush: null }
        ? $"{results.Surroundings}.\n\n```json\n{JsonReport.Of(results)}\n```"
        : MarkdownReport.Of(results);

    private static string Replaced(string page, string kind, string block)
    {
        var begin = $"<!-- begin {kind} run -->";
        var end = $"<!-- end {kind} run -->";
        var from = page.IndexOf(begin, StringComparison.Ordinal);
        var to = page.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? $"{page[..(from + begin.Length)]}\n\n{block.ReplaceLineEndings("\n")}\n\n{page[to..]}"
            : throw new InvalidOperationException($"{Page} has no place for the {kind} run.");
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(Environment.CurrentDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, Solution)))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"Start it inside the repository; no {Solution} is around.");
        }

        return folder.FullName;
    }
}
