namespace Daybook;

/// <summary>
/// The store was not as the append expected; nothing was written. Read what is new, decide again, append again; a loop uses
/// <c>TryAppendAsync</c>, where a conflict is a value, or an aggregate, which has the loop inside.
/// </summary>
public sealed class AppendConflictException : DaybookException
{
    internal AppendConflictException(Conflict conflict)
        : base(ErrorCodes.AppendConflict, conflict.Words + " Nothing was written. Read what is new, decide again and append again.") =>
        Conflict = conflict;

    /// <summary>What was expected and what is: a <see cref="RevisionConflict"/> or a <see cref="ConditionConflict"/>.</summary>
    public Conflict Conflict { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
