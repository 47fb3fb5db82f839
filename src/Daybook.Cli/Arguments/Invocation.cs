namespace Daybook.Cli.Arguments;

/// <summary>How the tool was called, to print commands that can be copied.</summary>
internal static class Invocation
{
    /// <summary>The script <c>./daybook</c> sets it, since the tool cannot know by which name it was run.</summary>
    private const string NameVariable = "DAYBOOK_COMMAND";

    public static string Tool { get; } = Quote(Environment.GetEnvironmentVariable(NameVariable) is { Length: > 0 } name ? name : "daybook");

    /// <summary>A command line of the tool, quoted for a POSIX shell.</summary>
    public static string Line(params IEnumerable<string> words) => string.Join(' ', words.Select(Quote).Prepend(Tool));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(static one => char.IsAsciiLetterOrDigit(one) || "-_./:=+,@%".Contains(one, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
