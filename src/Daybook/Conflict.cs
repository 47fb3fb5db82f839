namespace Daybook;

/// <summary>
/// The store is not as the append expected, and nothing was written: a <see cref="RevisionConflict"/> of a stream or a
/// <see cref="ConditionConflict"/>.
/// </summary>
public abstract record Conflict : AppendOutcome
{
    private protected Conflict()
    {
    }

    internal abstract string Words { get; }
}
