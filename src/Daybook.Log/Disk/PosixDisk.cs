using System.Runtime.InteropServices;
using System.Text;

namespace Daybook.Log.Disk;

/// <summary>The file layer of Linux and macOS. Thread-safe: it holds no state.</summary>
internal sealed class PosixDisk(PosixConstants system) : IDisk
{
    public IDiskFile Open(string path, DiskAccess access) =>
        OpenFile(path, access == DiskAccess.Read ? PosixConstants.ReadOnly : PosixConstants.ReadWrite);

    public IDiskFile Create(string path) =>
        OpenFile(path, PosixConstants.ReadWrite | system.Create | system.Truncate);

    public IDiskFile? OpenDirect(string path)
    {
        if (system.Direct == 0)
        {
            return null;
        }

        try
        {
            return OpenFile(path, PosixConstants.ReadWrite | system.Direct);
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Unsupported)
        {
            return null;
        }
    }

    public bool FileExists(string path) => Posix.Exists(path);

    // Only a directory has this name inside itself.
    public bool DirectoryExists(string path) => Posix.Exists(Path.Combine(path, "."));

    public IReadOnlyList<string> List(string directory)
    {
        var names = DiskErrors.Guard("list", directory, () =>
            Directory.GetFileSystemEntries(directory).Select(path => Path.GetFileName(path)).ToArray());
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public void CreateDirectory(string path) =>
        DiskErrors.Guard("create directory", path, () => Directory.CreateDirectory(path));

    public void Rename(string from, string to) => Posix.Check(Libc.Rename(from, to), "rename", from);

    public void Delete(string path) => DiskErrors.Guard("delete", path, () => File.Delete(path));

    public void SyncDirectory(string path)
    {
        using var directory = Posix.Open(path, PosixConstants.ReadOnly | system.Directory | system.CloseOnExec);
        Posix.Check(Libc.FlushAll(directory), "fsync", path);
    }

    public IDisposable? TryLock(string path, string owner)
    {
        var file = OpenFile(path, PosixConstants.ReadWrite | system.Create);
        if (Libc.Lock(file.Handle, PosixConstants.LockExclusive | PosixConstants.LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            file.Dispose();
            return Posix.IsWouldBlock(error) ? null : throw Posix.Failure(error, "flock", path);
        }

        // A child process that is being made shares the open file until it runs its own program, and closing it here would not
        // free the lock before.
        return DiskLock.Hold(file, Encoding.UTF8.GetBytes(owner), () => Libc.Lock(file.Handle, PosixConstants.LockRelease));
    }

    public string ReadText(string path)
    {
        // Not by the runtime's own call: it would ask for a shared flock, which the lock's owner does not give.
        const int TextBytes = 4096;
        var bytes = this.ReadUpTo(path, TextBytes);
        return bytes is null ? "" : Encoding.UTF8.GetString(bytes);
    }

    public long FreeBytes(string directory) =>
        DiskErrors.Guard("statvfs", directory, () => new DriveInfo(directory).AvailableFreeSpace);

    private PosixFile OpenFile(string path, int flags) =>
        new(Posix.Open(path, flags | system.CloseOnExec), path, system);
}
