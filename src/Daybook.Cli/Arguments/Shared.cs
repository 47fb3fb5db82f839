using System.CommandLine;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Arguments;

/// <summary>Options that every command has, and the store that they name.</summary>
internal static class Shared
{
    private const string StoreVariable = "DAYBOOK_STORE";

    public static Option<string> Store { get; } = new("--store", "-s")
    {
        Description = "The store's directory; otherwise DAYBOOK_STORE.",
        HelpName = "DIRECTORY",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "JSON on standard output, errors as JSON on standard error.", Recursive = true };

    public static Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours; NO_COLOR does the same.", Recursive = true };

    public static string StorePath(ParseResult parsed) =>
        StorePathOrNull(parsed) ?? throw ToolException.Usage("No store is named.", "Add --store DIRECTORY, or set DAYBOOK_STORE.");

    public static string? StorePathOrNull(ParseResult parsed) =>
        parsed.GetValue(Store) ?? (Environment.GetEnvironmentVariable(StoreVariable) is { Length: > 0 } path ? path : null);

    /// <summary>Opens without a lock; never makes a store.</summary>
    public static ValueTask<DaybookStore> OpenToReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        DaybookStore.OpenAsync(StorePath(parsed), new StoreOptions { ReadOnly = true }, cancellationToken);
}
