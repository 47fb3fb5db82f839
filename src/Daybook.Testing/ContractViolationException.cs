namespace Daybook.Testing;

/// <summary>A store does not keep its contract. The message says what was looked at, what was expected and what was found.</summary>
public sealed class ContractViolationException : Exception
{
    internal ContractViolationException(string what, string expected, string actual)
        : base($"{what}:{Environment.NewLine}  expected: {expected}{Environment.NewLine}  actual:   {actual}")
    {
        What = what;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>What was looked at.</summary>
    public string What { get; }

    /// <summary>What the contract promises.</summary>
    public string Expected { get; }

    /// <summary>What the store did.</summary>
    public string Actual { get; }
}
