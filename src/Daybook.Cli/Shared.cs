using System.CommandLine;
using System.Globalization;

namespace Daybook.Cli;

/// <summary>Options that every command has, and how texts become values.</summary>
internal static class Shared
{
    public static Option<string> Store { get; } = new("--store", "-s")
    {
        Description = "The store's directory; otherwise DAYBOOK_STORE.",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "JSON on standard output.", Recursive = true };

    public static Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours; NO_COLOR does the same.", Recursive = true };

    public static Option<string> AsOf { get; } = new("--as-of")
    {
        Description = "Only what was recorded at or before an instant (2026-01-31T15:00:00Z) or a revision (a number).",
    };

    public static string StorePath(ParseResult parsed) =>
        parsed.GetValue(Store) ?? Environment.GetEnvironmentVariable("DAYBOOK_STORE")
        ?? throw new ArgumentException("Say which store: --store DIRECTORY, or set DAYBOOK_STORE.");

    public static ValueTask<DaybookStore> OpenToReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        DaybookStore.OpenAsync(StorePath(parsed), new StoreOptions { ReadOnly = true }, cancellationToken);

    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new FormatException($"'{text}' is not an instant. Write it as 2026-01-31T15:00:00Z.");

    public static AsOf? Point(string? text) => text switch
    {
        null => null,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => Daybook.AsOf.Revision(new Revision(revision)),
        _ => Daybook.AsOf.Instant(Instant(text)),
    };
}
