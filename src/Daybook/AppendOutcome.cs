namespace Daybook;

/// <summary>What became of an append: <see cref="Appended"/> or <see cref="Conflict"/>.</summary>
public abstract record AppendOutcome
{
    private protected AppendOutcome()
    {
    }
}
