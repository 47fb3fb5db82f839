using Daybook.Log.Disk;

namespace Daybook.Log.Tests.Writing;

/// <summary>The real disk with a volume whose room the test says.</summary>
internal sealed class MeteredDisk : IDisk
{
    private readonly IDisk inner = NativeDisk.ForThisSystem();

    public long Free { get; set; } = long.MaxValue;

    public int Asked { get; private set; }

    public long FreeBytes(string directory)
    {
        Asked++;
        return Free;
    }

    public IDiskFile Open(string path, DiskAccess access) => inner.Open(path, access);

    public IDiskFile Create(string path) => inner.Create(path);

    public bool HasDirect { get; init; } = true;

    public IDiskFile? OpenDirect(string path) => HasDirect ? inner.OpenDirect(path) : null;

    public bool FileExists(string path) => inner.FileExists(path);

    public bool DirectoryExists(string path) => inner.DirectoryExists(path);

    public IReadOnlyList<string> List(string directory) => inner.List(directory);

    public void CreateDirectory(string path) => inner.CreateDirectory(path);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Delete(string path) => inner.Delete(path);

    public void SyncDirectory(string path) => inner.SyncDirectory(path);

    public IDisposable? TryLock(string path, string owner) => inner.TryLock(path, owner);

    public string ReadText(string path) => inner.ReadText(path);
}
