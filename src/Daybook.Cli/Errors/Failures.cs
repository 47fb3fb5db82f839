using Daybook.Import;

namespace Daybook.Cli.Errors;

/// <summary>Turns exceptions into what is shown.</summary>
internal static class Failures
{
    /// <summary>The error for an exception; null for a bug, which shall be seen as one.</summary>
    public static ToolError? From(Exception failure) => failure switch
    {
        ToolException known => known.Error,
        DaybookException known => Library(known.Code, ExitCodeOf(known), known.Message) with { Details = DetailsOf(known) },
        ImportException known => Library(known.Code, ExitCodes.Usage, known.Message) with { Details = DetailsOf(known) },
        FileNotFoundException or DirectoryNotFoundException =>
            new ToolError("file-not-found", ExitCodes.NotFound, failure.Message, "Check the path."),
        UnauthorizedAccessException or IOException =>
            new ToolError("file-failed", ExitCodes.Unavailable, failure.Message, "Mend what the message names, then run the same command again."),
        FormatException or ArgumentException =>
            new ToolError("usage", ExitCodes.Usage, FirstSentenceOf(failure), "Run the command with --help to see what it takes."),
        _ => null,
    };

    private static ToolError Library(string code, int exitCode, string message) =>
        new(code, exitCode, message, Remedies.For(code) ?? "Read the page.") { HasPage = true };

    private static int ExitCodeOf(DaybookException failure) => failure switch
    {
        AppendConflictException or EventIdReusedException or StreamClosedException => ExitCodes.Conflict,
        StoreDamagedException => ExitCodes.Damaged,
        StoreLockedException => ExitCodes.Locked,
        { Code: ErrorCodes.StoreNotFound or ErrorCodes.BackupNotFound } => ExitCodes.NotFound,
        { Code: ErrorCodes.NotAStore or ErrorCodes.DestinationOccupied } => ExitCodes.Usage,
        { Code: ErrorCodes.BackupMismatch } => ExitCodes.Conflict,
        StoreUnavailableException => ExitCodes.Unavailable,
        _ => ExitCodes.Usage,
    };

    private static Dictionary<string, object?> DetailsOf(Exception failure) => failure switch
    {
        AppendConflictException { Conflict: RevisionConflict conflict } =>
            new() { ["stream"] = conflict.Stream.Value, ["actualRevision"] = conflict.Actual?.Value },
        AppendConflictException { Conflict: ConditionConflict conflict } => new() { ["matchingPosition"] = conflict.Match.Value },
        EventIdReusedException reused => new() { ["stream"] = reused.Stream.Value, ["id"] = reused.EventId.ToString(), ["revision"] = reused.Revision.Value },
        StreamClosedException closed => new() { ["stream"] = closed.Stream.Value, ["revision"] = closed.Revision.Value },
        StoreDamagedException damaged => new() { ["file"] = damaged.File, ["byteInFile"] = damaged.ByteInFile },
        StoreLockedException locked => new() { ["ownerProcessId"] = (long)locked.OwnerProcessId },
        ImportException import => new() { ["line"] = import.Line, ["column"] = import.Column, ["eventsAdded"] = import.EventsAdded },
        _ => [],
    };

    /// <summary>Without what the runtime appends for programmers.</summary>
    private static string FirstSentenceOf(Exception failure)
    {
        var text = failure.Message.Split('\n')[0];
        return text.IndexOf(" (Parameter '", StringComparison.Ordinal) is var at and >= 0 ? text[..at] : text;
    }
}
