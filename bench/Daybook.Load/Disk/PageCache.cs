namespace Daybook.Load.Disk;

/// <summary>The system's memory of files.</summary>
internal static class PageCache
{
    /// <summary>Makes the system forget all files of a directory; what is not yet on the disk is flushed first.</summary>
    public static void Drop(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var descriptor = RawCalls.Check(RawCalls.Open(path, flags: 0, mode: 0), "open");
            _ = RawCalls.Check(RawCalls.FlushData(descriptor), "fdatasync");
            var error = RawCalls.Advise(descriptor, 0, 0, RawCalls.DontNeed);
            _ = RawCalls.Close(descriptor);
            if (error != 0)
            {
                throw new IOException($"posix_fadvise failed with error {error}.");
            }
        }
    }
}
