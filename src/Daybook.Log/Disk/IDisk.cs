namespace Daybook.Log.Disk;

/// <summary>
/// Everything the log asks of a file system. What a call promises after a crash is said at each member; a simulated disk
/// keeps exactly these promises and no more. All failures are <see cref="DiskException"/>.
/// </summary>
internal interface IDisk
{
    /// <summary>What direct writes are aligned to, bytes.</summary>
    const int DirectAlignment = 4096;

    /// <summary>Opens an existing file; reports <see cref="DiskFault.NotFound"/> when there is none.</summary>
    IDiskFile Open(string path, DiskAccess access);

    /// <summary>Creates an empty file, or empties an existing one. Its name survives a crash only after <see cref="SyncDirectory"/>.</summary>
    IDiskFile Create(string path);

    /// <summary>
    /// Opens an existing file a second time, for writes that are durable when they return and go past the page cache. Places,
    /// lengths and addresses must be multiples of <see cref="DirectAlignment"/>. Null where the volume has no such thing; some
    /// volumes only say so at the first write.
    /// </summary>
    IDiskFile? OpenDirect(string path);

    bool FileExists(string path);

    bool DirectoryExists(string path);

    /// <summary>Names (not paths) of all files and directories in a directory, in ordinal order.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Creates a directory and its missing parents; nothing happens when it is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Gives a file another name, replacing what had it, at once for every observer; durable after <see cref="SyncDirectory"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file's name; durable after <see cref="SyncDirectory"/>.</summary>
    void Delete(string path);

    /// <summary>Makes the names in a directory durable.</summary>
    void SyncDirectory(string path);

    /// <summary>
    /// Takes the exclusive lock that a file stands for, writing <paramref name="owner"/> into it; null when somebody else,
    /// in this process or another, holds it. The lock ends with the process, however it ends.
    /// </summary>
    IDisposable? TryLock(string path, string owner);

    /// <summary>The whole of a small file as text; empty when there is none.</summary>
    string ReadText(string path);

    /// <summary>Bytes that can still be written on the volume of a directory.</summary>
    long FreeBytes(string directory);
}

internal enum DiskAccess
{
    Read,
    ReadWrite,
}
