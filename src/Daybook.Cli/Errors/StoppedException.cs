namespace Daybook.Cli.Errors;

/// <summary>A signal stopped the command at a place from which the same command goes on.</summary>
internal sealed class StoppedException(string what) : OperationCanceledException(what);
