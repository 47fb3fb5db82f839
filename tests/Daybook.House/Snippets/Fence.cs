using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Snippets;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page.</param>
/// <param name="Line">The line of its opening fence, from 1.</param>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Marker">The comment in the line before it, without its arrows; empty without one.</param>
/// <param name="Content">The block, with the line break of its last line.</param>
internal sealed partial record Fence(string Page, int Line, string Language, string Marker, string Content)
{
    public string Where => $"{Page}:{Line}";

    public static IEnumerable<Fence> Of(SourceFile page)
    {
        var lines = page.Lines;
        for (var at = 0; at < lines.Length; at++)
        {
            if (Opening().Match(lines[at]) is not { Success: true } opening)
            {
                continue;
            }

            var end = Array.FindIndex(lines, at + 1, line => line == opening.Groups[1].Value);
            end = end < 0 ? lines.Length : end;
            yield return new Fence(
                page.Path, at + 1, opening.Groups[2].Value, MarkerBefore(lines, at), string.Concat(lines[(at + 1)..end].Select(line => line + "\n")));
            at = end;
        }
    }

    private static string MarkerBefore(string[] lines, int at)
    {
        var before = lines.Take(at).Reverse().SkipWhile(string.IsNullOrWhiteSpace).FirstOrDefault("");
        return Comment().Match(before).Groups[1].Value;
    }

    [GeneratedRegex("^(`{3,})(.*?)\\s*$")]
    private static partial Regex Opening();

    [GeneratedRegex("^<!-- (.*) -->$")]
    private static partial Regex Comment();
}
