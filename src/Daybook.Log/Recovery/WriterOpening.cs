using System.Globalization;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;

namespace Daybook.Log.Recovery;

/// <summary>
/// Brings a log into the state in which a writer may go on: makes a new one, or recovers what is there. In this order: lock,
/// superblock, the frames behind the index files, the judgement on the tail, flush of the names, removal of a torn tail, flush of what was found, a new epoch. Crashing
/// anywhere in between and starting again leads to the same log.
/// </summary>
internal sealed class WriterOpening(LogPaths paths, LogOptions options)
{
    private readonly IDisk disk = options.Disk;

    /// <summary>Takes the writer's lock, making the directory when it is missing.</summary>
    public IDisposable Lock()
    {
        try
        {
            disk.CreateDirectory(paths.Root);
            var owner = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n");
            return disk.TryLock(paths.Lock, owner) ?? throw LockedBy(disk.ReadText(paths.Lock));
        }
        catch (DiskException failure)
        {
            throw LogFaults.Of(failure, paths.Root);
        }
    }

    /// <summary>Opens or makes the log; the caller holds the lock.</summary>
    public OpenedLog Open(CancellationToken cancellationToken)
    {
        try
        {
            if (SuperblockFile.Read(disk, paths) is not { } found)
            {
                return Create();
            }

            RemoveUnfinished();
            return Recover(found.Current, found.Damage, cancellationToken);
        }
        catch (DiskException failure)
        {
            throw LogFaults.Of(failure, paths.Root);
        }
    }

    private static LogException LockedBy(string owner)
    {
        _ = int.TryParse(owner, NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var processId);
        return new LogException(LogFault.Locked, processId == 0
            ? "Another writer has the store open. Close it there, or open the store read-only."
            : $"Process {processId} has the store open for writing. Close it there, or open the store read-only.")
        {
            OwnerProcessId = processId,
        };
    }

    private OpenedLog Create()
    {
        RefuseForeignDirectory();
        RemoveUnfinished();
        foreach (var segment in LogCatalog.Segments(disk, paths))
        {
            disk.Delete(paths.Segment(segment));
        }

        disk.CreateDirectory(paths.Segments);
        var superblock = new Superblock
        {
            LogId = options.NewLogId(),
            Generation = 1,
            Epoch = 1,
            IsClean = false,
            DurablePosition = 0,
            LastSegment = 1,
            EndOffset = SegmentHeader.Size,
            DigestPosition = 0,
            Digest = default,
        };
        var header = new SegmentHeader(superblock.LogId, superblock.Epoch, 1, options.Time.GetUtcNow().UtcTicks);
        disk.CreateWhole(paths.Segment(1), LogFormat.UnfinishedExtension, header.ToBytes());
        SyncNames();
        disk.SyncLevelsAbove(paths.Root);

        // The superblock comes last: a log without one was never finished, and making it again loses nothing.
        SuperblockFile.Create(disk, paths, superblock);
        var keeper = KeeperOf(superblock.LogId, out _);
        var loader = new LogLoader(disk, paths, superblock.LogId, keeper.Index);
        loader.LoadAll(CancellationToken.None);
        return Finish(superblock, loader, keeper, new RecoveryReport(WasClean: true, superblock.Epoch, 0, []));
    }

    private OpenedLog Recover(Superblock superblock, Finding? damage, CancellationToken cancellationToken)
    {
        var head = HeadFile.Read(disk, paths, superblock.LogId);
        var keeper = KeeperOf(superblock.LogId, out var unusable);
        var loader = new LogLoader(disk, paths, superblock.LogId, keeper.Index);
        try
        {
            var vouched = Math.Max(keeper.Index.FilesUpTo, Math.Max(superblock.DurablePosition, head?.DurablePosition ?? 0));
            loader.LoadAll(_ => keeper.WriteNext(vouched, cancellationToken), cancellationToken);
            var tail = loader.TailFinding(vouched, cancellationToken);
            var damaged = tail is { IsDamage: true } ? tail.Value.Finding : CleanClose.Objection(superblock, loader);
            if (damaged is not null)
            {
                throw damaged.ToException();
            }

            SyncNames();
            RemovePacked();
            var torn = CutTail(loader, vouched);
            var epoch = Math.Max(superblock.Epoch, loader.LastEpoch) + 1;
            var next = superblock with
            {
                Generation = superblock.Generation + 1,
                Epoch = epoch,
                IsClean = false,
                DurablePosition = loader.NextPosition - 1,
                LastSegment = loader.Segment,
                EndOffset = loader.Offset,
            };
            using (var file = disk.Open(paths.Superblock, DiskAccess.ReadWrite))
            {
                SuperblockFile.Write(file, next);
            }

            Finding[] findings = [.. new[] { damage, tail?.Finding }.OfType<Finding>(), .. unusable];
            return Finish(next, loader, keeper, new RecoveryReport(superblock.IsClean, epoch, tail is null ? 0 : torn, findings));
        }
        catch
        {
            loader.Dispose();
            keeper.Index.Dispose();
            throw;
        }
    }

    /// <summary>Opens the index files as far as they can be used, and removes the others: what they said is loaded from the log.</summary>
    private IndexKeeper KeeperOf(Guid logId, out Finding[] unusable)
    {
        var directory = new IndexDirectory(disk, paths, logId);
        var (files, failures) = directory.Open();
        var index = new LogIndex(logId, files, options.IndexPartItems, files.Length == 0 ? 1 : files[^1].Id.LastPosition + 1);
        directory.RemoveAllBut(files);
        unusable = [.. failures.Select(static failure => new Finding(failure.File!, failure.Offset, failure.Message, "It was built again from the log."))];
        return new IndexKeeper(disk, paths, logId, (index, directory, options.IndexPartItems));
    }

    /// <summary>
    /// Makes the names durable that were found. A writer that was killed between a rename and the flush of its directory
    /// leaves a name that is seen and not durable; whatever went into that file would go away with it when power fails.
    /// </summary>
    private void SyncNames()
    {
        disk.SyncDirectory(paths.Segments);
        if (disk.DirectoryExists(paths.Index))
        {
            disk.SyncDirectory(paths.Index);
        }

        disk.SyncDirectory(paths.Root);
    }

    /// <summary>
    /// Removes what a crash left behind the last whole frame and the room that was prepared there, and makes the frames themselves durable: after a kill they may
    /// be in the page cache only, and what a reader is shown must not go away any more.
    /// </summary>
    private long CutTail(LogLoader loader, long vouched)
    {
        using var file = disk.Open(paths.Segment(loader.Segment), DiskAccess.ReadWrite);
        var torn = file.Length - loader.Offset;
        Invariant.Holds(torn >= 0);
        WriteAgain(file, loader, vouched);
        if (torn > 0)
        {
            file.TruncateDurably(loader.Offset);
        }
        else
        {
            file.Flush();
        }

        return torn;
    }

    /// <summary>
    /// Writes the frames that nothing vouches for where they stand already. When their flush has failed, the system shows them
    /// and takes them for clean, so that a flush alone would bring nothing to the disk and report no error.
    /// </summary>
    private static void WriteAgain(IDiskFile file, LogLoader loader, long vouched)
    {
        if (vouched + 1 >= loader.NextPosition || !loader.Index.Frames.TryFind(vouched + 1, out var first))
        {
            return;
        }

        const int PieceBytes = 64 * 1024;
        var piece = new byte[PieceBytes];
        for (var at = first.Segment == loader.Segment ? first.Offset : SegmentHeader.Size; at < loader.Offset; at += PieceBytes)
        {
            var count = (int)Math.Min(PieceBytes, loader.Offset - at);
            var read = file.Read(piece.AsSpan(0, count), at);
            Invariant.Holds(read == count);
            file.Write(piece.AsSpan(0, count), at);
        }
    }

    private OpenedLog Finish(Superblock superblock, LogLoader loader, IndexKeeper keeper, RecoveryReport report)
    {
        var mark = new HeadMark(superblock.LogId, superblock.Epoch, superblock.DurablePosition);
        var bytes = new byte[HeadMark.Size];
        mark.WriteTo(bytes);
        disk.CreateWhole(paths.Head, LogFormat.UnfinishedExtension, bytes);
        loader.Dispose();
        return new OpenedLog(superblock, loader, keeper, report);
    }

    private void RemoveUnfinished()
    {
        foreach (var directory in new[] { paths.Root, paths.Segments })
        {
            if (!disk.DirectoryExists(directory))
            {
                continue;
            }

            foreach (var name in disk.List(directory))
            {
                if (name.EndsWith(LogFormat.UnfinishedExtension, StringComparison.Ordinal))
                {
                    disk.Delete(Path.Combine(directory, name));
                }
            }
        }
    }

    private bool HasFrames(long segment)
    {
        using var file = disk.Open(paths.Segment(segment), DiskAccess.Read);
        return file.Length > SegmentHeader.Size;
    }

    /// <summary>
    /// Removes segments that a crash left beside their packed ones, which got their names only when they were whole and
    /// durable. The names were made durable before.
    /// </summary>
    private void RemovePacked()
    {
        foreach (var segment in LogCatalog.Segments(disk, paths))
        {
            if (disk.FileExists(paths.Packed(segment)) && disk.FileExists(paths.Segment(segment)))
            {
                disk.Delete(paths.Segment(segment));
            }
        }
    }

    /// <summary>Without a superblock there must be nothing but the beginnings of a log that was never finished.</summary>
    private void RefuseForeignDirectory()
    {
        foreach (var segment in LogCatalog.Segments(disk, paths))
        {
            if (segment != 1 || disk.FileExists(paths.Packed(segment)) || HasFrames(segment))
            {
                throw LogException.Damaged(
                    LogFormat.SuperblockName, 0, "the file is missing, and there are segments", "Restore the file from a backup of this store.");
            }
        }

        foreach (var name in disk.List(paths.Root))
        {
            var known = name is LogFormat.LockFile or LogFormat.HeadName or LogFormat.SegmentDirectory
                || name.EndsWith(LogFormat.UnfinishedExtension, StringComparison.Ordinal);
            if (!known)
            {
                throw new LogException(LogFault.NotALog, $"{paths.Root} holds other files ({name}) and no store. Name an empty or a new directory.");
            }
        }
    }
}
