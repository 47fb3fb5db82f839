namespace Daybook.Cli.Errors;

/// <summary>Who read standard output has closed it, as <c>head</c> does: the tool ends quietly.</summary>
internal sealed class NobodyReadsException(Exception inner) : IOException(inner.Message, inner);
