namespace Daybook.Cli.Errors;

/// <summary>An error that the tool itself finds.</summary>
internal sealed class ToolException(ToolError error) : Exception(error.Message)
{
    public ToolError Error { get; } = error;

    public static ToolException Usage(string message, string remedy) =>
        new(new ToolError("usage", ExitCodes.Usage, message, remedy));

    public static ToolException NotFound(string code, string message, string remedy) =>
        new(new ToolError(code, ExitCodes.NotFound, message, remedy));
}
