namespace Daybook.Log.Disk;

/// <summary>A held lock: the open lock file, emptied again when the owner lets go in good order.</summary>
internal sealed class DiskLock(IDiskFile file) : IDisposable
{
    public static DiskLock Hold(IDiskFile file, ReadOnlySpan<byte> owner)
    {
        try
        {
            file.TruncateDurably(0);
            file.Write(owner, 0);
            return new DiskLock(file);
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
            // The text in the file only tells a second writer whom to ask; closing the file is what frees the lock.
        }

        file.Dispose();
    }
}
