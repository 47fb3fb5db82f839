namespace Daybook.Cli.Errors;

/// <summary>An error as the tool shows it: what happened, what to do, and where to read.</summary>
internal sealed record ToolError(string Code, int ExitCode, string Message, string Remedy)
{
    private const string OwnPage = "docs/reference/cli.md";

    /// <summary>Facts for scripts, in <c>--json</c> only: numbers and texts by name.</summary>
    public IReadOnlyDictionary<string, object?> Details { get; init; } = new Dictionary<string, object?>();

    /// <summary>True for the codes of the library, which have a page each; the tool's own are in its reference.</summary>
    public bool HasPage { get; init; }

    public string Page => HasPage ? $"docs/errors/{Code}.md" : OwnPage;
}
