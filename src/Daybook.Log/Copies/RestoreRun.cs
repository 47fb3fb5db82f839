using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.Recovery;

namespace Daybook.Log.Copies;

/// <summary>
/// Makes a store of a backup. Everything is copied and checked first, every event against the digest; the superblock, without
/// which there is no store, comes last.
/// </summary>
internal sealed class RestoreRun(string backup, string destination, LogOptions options)
{
    /// <summary>
    /// Stands there from before the first file until the store is whole: what is beside it may be cleared. Every opening for
    /// writing removes a name like this, in case that the restore was stopped behind the superblock.
    /// </summary>
    private const string Marker = "restore" + LogFormat.UnfinishedExtension;

    private const string UseAnother = "Nothing was put in place. Use another backup.";

    private readonly IDisk disk = options.Disk;
    private readonly LogPaths target = new(destination);

    /// <summary>Restores; returns what was restored.</summary>
    /// <param name="progress">Told how many events are checked, and the share of all work that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops it; there is no store then, and what was copied is cleared by the next run.</param>
    /// <exception cref="LogException">There is no backup, it is damaged, or something is in the place already; see <see cref="LogFault"/>.</exception>
    public BackupDescription Run(Action<long, double> progress, CancellationToken cancellationToken)
    {
        try
        {
            var description = (disk.DirectoryExists(backup) ? BackupDescription.Read(disk, backup) : null)
                ?? throw new LogException(LogFault.NoBackup, $"There is no backup at {backup}: it has no file '{BackupDescription.FileName}', which is written when a backup is whole.");
            RefuseOccupied();
            disk.CreateDirectory(destination);
            using var held = disk.TryLock(target.Lock, $"{Environment.ProcessId}\n")
                ?? throw new LogException(LogFault.Locked, $"Another process works on {destination}. Wait for it, or name another directory.");
            Begin();
            Copy(description, progress, cancellationToken);
            var superblock = SuperblockOf(description);
            Check(description, superblock, progress, cancellationToken);
            SuperblockFile.Create(disk, target, superblock);
            disk.Delete(Path.Combine(destination, Marker));
            disk.SyncDirectory(destination);
            return description;
        }
        catch (DiskException failure)
        {
            throw CopyFaults.Of(failure, destination);
        }
    }

    private void RefuseOccupied()
    {
        if (!disk.DirectoryExists(destination))
        {
            return;
        }

        var names = disk.List(destination);
        var isLeftOver = names.Contains(Marker) && !names.Contains(LogFormat.SuperblockName);
        if (!isLeftOver && names.FirstOrDefault(static name => name is not (LogFormat.LockFile or Marker + LogFormat.UnfinishedExtension)) is { } other)
        {
            throw new LogException(LogFault.Occupied, $"{destination} is not empty ({other}). Nothing is ever restored over what is there: name an empty or a new directory.");
        }
    }

    /// <summary>Clears what a restore that was stopped has left, once the marker says that this is one.</summary>
    private void Begin()
    {
        disk.CreateWhole(Path.Combine(destination, Marker), LogFormat.UnfinishedExtension, []);
        disk.SyncLevelsAbove(destination);
        foreach (var directory in new[] { target.Segments, target.Index })
        {
            foreach (var name in disk.DirectoryExists(directory) ? disk.List(directory) : [])
            {
                disk.Delete(Path.Combine(directory, name));
            }
        }

        if (disk.FileExists(target.Manifest))
        {
            disk.Delete(target.Manifest);
        }

        disk.CreateDirectory(target.Segments);
    }

    private void Copy(BackupDescription description, Action<long, double> progress, CancellationToken cancellationToken)
    {
        var (done, all) = (0L, Math.Max(1, description.Files.Sum(static file => file.Length)));
        var copy = new FileCopy(count => progress(0, 0.5 * (done += count) / all), cancellationToken);
        foreach (var file in description.Files)
        {
            if (!disk.FileExists(file.In(backup)))
            {
                throw LogException.Damaged(file.Name, 0, "the backup has lost this file", UseAnother);
            }

            using var from = disk.Open(file.In(backup), DiskAccess.Read);
            using var to = disk.Create(file.In(destination));
            try
            {
                if (copy.Run(from, to, (0, file.Length), 0) != file.Checksum)
                {
                    throw LogException.Damaged(file.Name, 0, $"the checksum of the backup's first {file.Length} bytes of this file does not match", UseAnother);
                }
            }
            catch (EndOfStreamException)
            {
                throw LogException.Damaged(file.Name, from.Length, $"the backup's file ends here and had {file.Length} bytes", UseAnother);
            }

            to.Flush();
        }

        disk.SyncDirectory(target.Segments);
        disk.SyncDirectory(destination);
    }

    /// <summary>As an orderly close at the end of the backup would have written it.</summary>
    private static Superblock SuperblockOf(BackupDescription description)
    {
        var (segment, file) = description.LastSegment();
        return new Superblock
        {
            LogId = description.LogId,
            Generation = 1,
            Epoch = description.Epoch,
            IsClean = true,
            DurablePosition = description.Position,
            LastSegment = segment,
            EndOffset = file.Length,
            DigestPosition = description.Position,
            Digest = description.Position == 0 ? default : description.Digest,
        };
    }

    /// <summary>Reads the record as recovery does, holds every event to its digest, and builds the index on the way.</summary>
    private void Check(BackupDescription description, Superblock superblock, Action<long, double> progress, CancellationToken cancellationToken)
    {
        var directory = new IndexDirectory(disk, target, description.LogId);
        using var index = new LogIndex(description.LogId, [], options.IndexPartItems, firstPosition: 1);
        var keeper = new IndexKeeper(disk, target, description.LogId, (index, directory, options.IndexPartItems));
        using var digests = new DigestCheck(disk, target, superblock, static finding => throw Refused(finding));
        digests.CheckFiles();
        using var loader = new LogLoader(disk, target, description.LogId, index) { Seen = digests.Add };
        loader.LoadAll(
            position =>
            {
                while (keeper.WriteNext(position, cancellationToken) && keeper.MergeNext(cancellationToken))
                {
                }

                progress(position, 0.5 + (0.5 * position / Math.Max(1, description.Position)));
            },
            cancellationToken);
        if ((loader.TailFinding(description.Position, cancellationToken)?.Finding ?? CleanClose.Objection(superblock, loader)) is { } finding)
        {
            throw Refused(finding);
        }

        digests.CheckEnd(loader.NextPosition - 1);
        var reached = digests.Reached?.Digest ?? DigestChain.StartOf(description.LogId);
        if (!reached.Equals(description.Digest))
        {
            throw LogException.Damaged(
                BackupDescription.FileName, 0, $"the digest of the events up to {description.Position} is {reached}, and the backup's is {description.Digest}", UseAnother);
        }
    }

    private static LogException Refused(Finding finding) => LogException.Damaged(finding.File, finding.Offset, finding.What, UseAnother);
}
