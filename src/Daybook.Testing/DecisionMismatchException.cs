namespace Daybook.Testing;

/// <summary>A decision is not the one that was expected. The message shows both as they would be stored.</summary>
public sealed class DecisionMismatchException : Exception
{
    internal DecisionMismatchException(string what, string expected, string actual)
        : base($"{what}{Environment.NewLine}expected:{Environment.NewLine}{expected}{Environment.NewLine}actual:{Environment.NewLine}{actual}")
    {
    }
}
