using System.Text.RegularExpressions;

namespace Daybook.House.Tree;

/// <summary>The types that a file declares at its top level, read from its text.</summary>
internal static partial class DeclaredTypes
{
    public static IEnumerable<(string Name, bool IsPublic, int Index)> Of(SourceFile file)
    {
        var depth = 0;
        var read = 0;
        foreach (Match match in Declaration().Matches(file.Code))
        {
            for (; read < match.Index; read++)
            {
                depth += file.Code[read] switch { '{' => 1, '}' => -1, _ => 0 };
            }

            if (depth == 0)
            {
                yield return (match.Groups["name"].Value, match.Groups["modifiers"].Value.Contains("public", StringComparison.Ordinal), match.Index);
            }
        }
    }

    [GeneratedRegex(@"(?<modifiers>(?:\b(?:public|internal|private|protected|file|static|abstract|sealed|readonly|ref|unsafe|partial|new)\s+)*)\b(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>?,.\s]+?)\s+(?<name>[A-Z]\w*)\s*(?=[<({:;\s])")]
    private static partial Regex Declaration();
}
