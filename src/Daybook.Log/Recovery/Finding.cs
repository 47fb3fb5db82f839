namespace Daybook.Log.Recovery;

/// <summary>One thing that is not as it should be: where, what, and what to do.</summary>
/// <param name="File">Relative to the log's directory, with forward slashes.</param>
/// <param name="Offset">Byte at which it begins.</param>
/// <param name="What">What was found.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record Finding(string File, long Offset, string What, string Remedy)
{
    public LogException ToException() => LogException.Damaged(File, Offset, What, Remedy);
}
