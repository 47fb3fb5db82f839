namespace Daybook;

/// <summary>
/// Bytes that were acknowledged are missing or changed. Nothing is shown or written beyond them, and nothing is repaired by
/// itself: the message says in which file, at which byte, and what to do.
/// </summary>
public sealed class StoreDamagedException : DaybookException
{
    internal StoreDamagedException(string message, string file, long offset, Exception inner)
        : base(ErrorCodes.StoreDamaged, message, inner)
    {
        File = file;
        ByteInFile = offset;
    }

    /// <summary>The damaged file, relative to the store's directory.</summary>
    public string File { get; }

    /// <summary>The byte at which the damage begins, from 0.</summary>
    public long ByteInFile { get; }
}
