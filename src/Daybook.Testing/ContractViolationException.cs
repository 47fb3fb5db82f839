namespace Daybook.Testing;

/// <summary>A store does not do what the contract says; the message tells what was expected and what happened.</summary>
public sealed class ContractViolationException : Exception
{
    internal ContractViolationException(string message)
        : base(message)
    {
    }
}
