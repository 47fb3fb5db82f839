using Daybook.Log.Disk;

namespace Daybook.Log.Tests.Copies;

/// <summary>
/// The real disk, on which a file is gone when a backup opens it first, and another is there instead. Later, readers of events go on
/// to find it: how they read what replaced it is theirs.
/// </summary>
internal sealed class VanishingDisk(IDisk disk, string file, Action replace) : IDisk
{
    private bool isBackedUp;

    public bool HasVanished { get; private set; }

    public IDiskFile Open(string path, DiskAccess access)
    {
        if (path != file || !isBackedUp || HasVanished)
        {
            return disk.Open(path, access);
        }

        replace();
        HasVanished = true;
        throw new DiskException(DiskFault.NotFound, "open", path, "replaced by the test");
    }

    public IDiskFile Create(string path) => disk.Create(path);

    public IDiskFile? OpenDirect(string path) => disk.OpenDirect(path);

    public bool FileExists(string path) => disk.FileExists(path);

    public bool DirectoryExists(string path) => disk.DirectoryExists(path);

    public IReadOnlyList<string> List(string directory) =>
        HasVanished ? [.. disk.List(directory).Where(name => name != Path.GetFileName(file))] : disk.List(directory);

    public void CreateDirectory(string path) => disk.CreateDirectory(path);

    public void Rename(string from, string to) => disk.Rename(from, to);

    public void Delete(string path) => disk.Delete(path);

    public void SyncDirectory(string path) => disk.SyncDirectory(path);

    public IDisposable? TryLock(string path, string owner)
    {
        isBackedUp = true;
        return disk.TryLock(path, owner);
    }

    public string ReadText(string path) => disk.ReadText(path);

    public long FreeBytes(string directory) => disk.FreeBytes(directory);
}
