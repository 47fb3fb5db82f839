using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Copies;

/// <summary>
/// The directory of a backup. A directory with a description is a backup; one that says that a backup was begun has only
/// leftovers; every other one that holds something is nobody's to change.
/// </summary>
internal sealed class BackupPlace(IDisk disk, string root)
{
    /// <summary>Stands there from before the first file until the first backup is whole.</summary>
    private const string Begun = "backup.begun";

    public LogPaths Paths { get; } = new(root);

    /// <summary>Refuses a directory that is not for a backup, and takes the lock of one that is; makes it when it is missing.</summary>
    /// <exception cref="LogException">Something else is there, or another backup is being written.</exception>
    public IDisposable Take()
    {
        RefuseOthers();
        disk.CreateDirectory(root);
        return disk.TryLock(Paths.Lock, $"{Environment.ProcessId}\n")
            ?? throw new LogException(LogFault.Locked, $"Another backup is being written to {root}. Wait for it, or name another directory.");
    }

    /// <summary>Says durably that all that is written from now on is of a backup that is not whole yet.</summary>
    public void Begin()
    {
        disk.CreateWhole(Path.Combine(root, Begun), LogFormat.UnfinishedExtension, []);
        disk.SyncLevelsAbove(root);
        disk.CreateDirectory(Paths.Segments);
    }

    /// <summary>Removes what a run that did not come to its end has left behind the backup that is there, or without one.</summary>
    /// <exception cref="LogException">The backup lacks something that it had.</exception>
    public void Clear(BackupDescription? kept)
    {
        if (kept is not null)
        {
            SyncNames();
        }

        var files = kept?.Files.ToDictionary(static file => file.Name, StringComparer.Ordinal) ?? [];
        foreach (var file in files.Values)
        {
            CutTo(file);
        }

        foreach (var name in disk.List(root))
        {
            var isLeft = name.EndsWith(LogFormat.UnfinishedExtension, StringComparison.Ordinal)
                || (name == LogFormat.ManifestName && !files.ContainsKey(name))
                || (name == Begun && kept is not null);
            if (isLeft)
            {
                disk.Delete(Path.Combine(root, name));
            }
        }

        foreach (var name in disk.DirectoryExists(Paths.Segments) ? disk.List(Paths.Segments) : [])
        {
            if (!files.ContainsKey(BackupFile.InSegments(name)))
            {
                disk.Delete(Path.Combine(Paths.Segments, name));
            }
        }
    }

    /// <summary>Puts a backup into the place of the one before, all at once. Its files are durable, their names need not be.</summary>
    public void Finish(BackupDescription description)
    {
        SyncNames();
        disk.CreateWhole(Path.Combine(root, BackupDescription.FileName), LogFormat.UnfinishedExtension, description.ToBytes());
        Clear(description);
    }

    /// <summary>
    /// Makes the names durable that are seen. One that a killed run has left may not be, the description's among them, and who
    /// builds on it would find the backup before it after a loss of power.
    /// </summary>
    private void SyncNames()
    {
        disk.SyncDirectory(Paths.Segments);
        disk.SyncDirectory(root);
    }

    private void RefuseOthers()
    {
        if (!disk.DirectoryExists(root))
        {
            return;
        }

        var names = disk.List(root);
        if (names.Contains(LogFormat.SuperblockName))
        {
            throw new LogException(LogFault.Occupied, $"{root} is a store. Name a directory of its own for the backup.");
        }

        var isOurs = names.Contains(BackupDescription.FileName) || names.Contains(Begun);
        if (!isOurs && names.FirstOrDefault(static name => name is not (LogFormat.LockFile or Begun + LogFormat.UnfinishedExtension)) is { } other)
        {
            throw new LogException(LogFault.Occupied, $"{root} holds other files ({other}) and no backup. Name an empty or a new directory.");
        }
    }

    private void CutTo(BackupFile kept)
    {
        using var file = disk.FileExists(kept.In(root)) ? disk.Open(kept.In(root), DiskAccess.ReadWrite) : null;
        if (file is null || file.Length < kept.Length)
        {
            throw LogException.Damaged(
                kept.Name, file?.Length ?? 0, file is null ? "the backup has lost this file" : $"the backup has lost what follows; there were {kept.Length} bytes",
                "Make a new backup in another directory.");
        }

        if (file.Length > kept.Length)
        {
            file.TruncateDurably(kept.Length);
        }
    }
}
