namespace Daybook;

/// <summary>
/// A stream was not where the append expected it; nothing was written. Read what is new, decide again, append again; a loop
/// uses <c>TryAppendAsync</c>, where a conflict is a value, or an aggregate, which has the loop inside.
/// </summary>
public sealed class AppendConflictException : DaybookException
{
    internal AppendConflictException(Conflict conflict)
        : base(ErrorCodes.AppendConflict, $"Stream '{conflict.Stream}' was expected {conflict.Expected.Words()} and {Words(conflict.Actual)}. Nothing was written. Read what is new, decide again and append again.")
    {
        Stream = conflict.Stream;
        Expected = conflict.Expected;
        Actual = conflict.Actual;
    }

    /// <summary>The stream that conflicts.</summary>
    public StreamName Stream { get; }

    /// <summary>What the append expected of it.</summary>
    public ExpectedRevision Expected { get; }

    /// <summary>The stream's last revision; null when it does not exist.</summary>
    public Revision? Actual { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;

    private static string Words(Revision? actual) => actual is { } revision ? $"is at revision {revision}" : "does not exist";
}
