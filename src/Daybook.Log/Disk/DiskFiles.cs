namespace Daybook.Log.Disk;

/// <summary>What is done with small files and names in the same way everywhere.</summary>
internal static class DiskFiles
{
    /// <summary>
    /// Makes a file that is either there whole or not there at all: written and flushed under another name, renamed, and the
    /// directory flushed.
    /// </summary>
    public static void CreateWhole(this IDisk disk, string path, string unfinishedExtension, ReadOnlySpan<byte> bytes)
    {
        var unfinished = path + unfinishedExtension;
        using (var file = disk.Create(unfinished))
        {
            file.Write(bytes, 0);
            file.Flush();
        }

        disk.Rename(unfinished, path);
        disk.SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>The first bytes of a file, fewer when it is shorter; null when there is no file.</summary>
    public static byte[]? ReadUpTo(this IDisk disk, string path, int count)
    {
        if (!disk.FileExists(path))
        {
            return null;
        }

        using var file = disk.Open(path, DiskAccess.Read);
        var bytes = new byte[count];
        return bytes[..file.Read(bytes, 0)];
    }

    /// <summary>
    /// Makes a directory and all above it durable, before there is something to find below them. All of them: somebody who was
    /// killed before may have made any, and nothing tells which.
    /// </summary>
    public static void SyncLevelsAbove(this IDisk disk, string directory)
    {
        for (var level = Path.GetDirectoryName(Path.GetFullPath(directory)); level is not null; level = Path.GetDirectoryName(level))
        {
            try
            {
                disk.SyncDirectory(level);
            }
            catch (DiskException failure) when (failure.Fault == DiskFault.Denied)
            {
                // Whoever may not read a directory flushes it not, and hardly made anything in it either.
            }
        }
    }
}
