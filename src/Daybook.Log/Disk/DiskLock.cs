namespace Daybook.Log.Disk;

/// <summary>A held lock: the open lock file, emptied again when the owner lets go in good order.</summary>
/// <param name="file">The lock file.</param>
/// <param name="release">What frees the lock before the file is closed.</param>
internal sealed class DiskLock(IDiskFile file, Action release) : IDisposable
{
    public static DiskLock Hold(IDiskFile file, ReadOnlySpan<byte> owner, Action release)
    {
        try
        {
            file.TruncateDurably(0);
            file.Write(owner, 0);
            return new DiskLock(file, release);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            file.TruncateDurably(0);
        }
        catch (DiskException)
        {
            // The text in the file only tells a second writer whom to ask.
        }

        release();
        file.Dispose();
    }
}
