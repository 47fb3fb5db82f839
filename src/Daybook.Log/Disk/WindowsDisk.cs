using System.Text;

namespace Daybook.Log.Disk;

/// <summary>
/// The file layer of Windows: the runtime's handles with FlushFileBuffers called directly. NTFS journals names itself, so
/// there is no flush of a directory. Compiled on every system, run only on Windows, and not tested by this project's own
/// machines (docs/platforms.md).
/// </summary>
internal sealed class WindowsDisk : IDisk
{
    private const int SharingViolation = unchecked((int)0x80070020);

    public IDiskFile Open(string path, DiskAccess access) => DiskErrors.Guard("open", path, () =>
        new WindowsFile(
            File.OpenHandle(
                path,
                FileMode.Open,
                access == DiskAccess.Read ? FileAccess.Read : FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete),
            path));

    public IDiskFile Create(string path) => DiskErrors.Guard("create", path, () =>
        new WindowsFile(
            File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), path));

    public IDiskFile? OpenDirect(string path) => null;

    public bool FileExists(string path) => File.Exists(path);

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public IReadOnlyList<string> List(string directory)
    {
        var names = DiskErrors.Guard("list", directory, () =>
            Directory.GetFileSystemEntries(directory).Select(path => Path.GetFileName(path)).ToArray());
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public void CreateDirectory(string path) =>
        DiskErrors.Guard("create directory", path, () => Directory.CreateDirectory(path));

    public void Rename(string from, string to) =>
        DiskErrors.Guard("rename", from, () => File.Move(from, to, overwrite: true));

    public void Delete(string path) => DiskErrors.Guard("delete", path, () => File.Delete(path));

    public void SyncDirectory(string path)
    {
    }

    public IDisposable? TryLock(string path, string owner)
    {
        try
        {
            // Others may read who the owner is, and nobody may open the file for writing as the owner did.
            var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            return DiskLock.Hold(new WindowsFile(handle, path), Encoding.UTF8.GetBytes(owner), static () => { });
        }
        catch (IOException failure) when (failure.HResult == SharingViolation)
        {
            return null;
        }
    }

    public string ReadText(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        return DiskErrors.Guard("read", path, () =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    public long FreeBytes(string directory) =>
        DiskErrors.Guard("free space", directory, () => new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace);
}
