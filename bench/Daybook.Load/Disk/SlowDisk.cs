using Daybook.Log.Disk;

namespace Daybook.Load.Disk;

/// <summary>
/// A real disk whose flushes take longer: what a drive without a protected cache does to a store. Everything else passes
/// through.
/// </summary>
internal sealed class SlowDisk(IDisk disk, TimeSpan flush) : IDisk
{
    public IDiskFile Open(string path, DiskAccess access) => new SlowFile(disk.Open(path, access), flush);

    public IDiskFile Create(string path) => new SlowFile(disk.Create(path), flush);

    public IDiskFile? OpenDirect(string path) =>
        disk.OpenDirect(path) is { } file ? new SlowFile(file, flush, isDurable: true) : null;

    public bool FileExists(string path) => disk.FileExists(path);

    public bool DirectoryExists(string path) => disk.DirectoryExists(path);

    public IReadOnlyList<string> List(string directory) => disk.List(directory);

    public void CreateDirectory(string path) => disk.CreateDirectory(path);

    public void Rename(string from, string to) => disk.Rename(from, to);

    public void Delete(string path) => disk.Delete(path);

    public void SyncDirectory(string path)
    {
        Thread.Sleep(flush);
        disk.SyncDirectory(path);
    }

    public IDisposable? TryLock(string path, string owner) => disk.TryLock(path, owner);

    public string ReadText(string path) => disk.ReadText(path);

    public long FreeBytes(string directory) => disk.FreeBytes(directory);
}
