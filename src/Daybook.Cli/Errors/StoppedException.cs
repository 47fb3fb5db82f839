namespace Daybook.Cli.Errors;

/// <summary>A signal stopped the command at a place from which it can go on.</summary>
internal sealed class StoppedException(string what, string resume) : Exception(what)
{
    /// <summary>The command that goes on.</summary>
    public string Resume { get; } = resume;
}
