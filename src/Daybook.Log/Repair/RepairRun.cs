using System.Globalization;
using Daybook.Log.Copies;
using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.Packing;
using Daybook.Log.Recovery;

namespace Daybook.Log.Repair;

/// <summary>
/// Does what a plan says, and nothing else. Every file that is changed or taken away is copied or moved to a directory beside
/// first; stopped at any place, it can be run again, and finds the same.
/// </summary>
internal sealed class RepairRun(LogPaths paths, LogOptions options, CancellationToken cancellationToken)
{
    /// <summary>What the names of directories with the files of a repair begin with.</summary>
    public const string AsidePrefix = "damaged-";

    private readonly IDisk disk = options.Disk;
    private string aside = "";

    /// <summary>Examines the log once more under the writer's lock, and repairs it as far as that was agreed to.</summary>
    /// <param name="cutAfter">The last position that may be kept although intact segments follow; null when none may be given up.</param>
    /// <param name="progress">Told how many events have been examined.</param>
    /// <returns>What was done, and the directory with the files as they were; that is empty when nothing had to be done.</returns>
    /// <exception cref="LogException">It cannot be repaired, or would lose more than was agreed to; nothing was changed.</exception>
    public (RepairPlan Plan, string Aside) Run(long? cutAfter, Action<long> progress)
    {
        try
        {
            if (!disk.FileExists(paths.Superblock))
            {
                throw new LogException(LogFault.NotFound, $"There is no store at {paths.Root}.");
            }

            using var held = new WriterOpening(paths, options).Lock();
            var plan = new Examination(paths, disk).Run(progress, cancellationToken);
            Refuse(plan, cutAfter);
            if (plan.IsNeeded)
            {
                Repair(plan);
            }

            return (plan, aside);
        }
        catch (DiskException failure)
        {
            throw CopyFaults.Of(failure, paths.Root);
        }
    }

    private static void Refuse(RepairPlan plan, long? cutAfter)
    {
        if (plan.Findings.FirstOrDefault(static one => one.Action == RepairAction.None).Finding is { } beyond)
        {
            throw (beyond with { Remedy = "This cannot be repaired. Restore the store from a backup." }).ToException();
        }

        if (plan.NeedsCut && (plan.IsInMiddle || cutAfter is not null) && cutAfter != plan.Kept)
        {
            var cut = plan.Findings.First(static one => one.Action == RepairAction.Cut).Finding;
            throw (cut with
            {
                Remedy = $"A cut keeps the events up to {plan.Kept} and gives up all from there to {plan.Recorded}, intact ones among them. Restore a backup if there is one; otherwise agree to a cut after {plan.Kept}.",
            }).ToException();
        }
    }

    private void Repair(RepairPlan plan)
    {
        MakeAside();
        var (superblock, _) = SuperblockFile.Read(disk, paths)!.Value;
        Keep(LogFormat.SuperblockName);
        Keep(LogFormat.ManifestName);
        var segments = LogCatalog.Segments(disk, paths);
        var cut = plan.NeedsCut ? CutOf(plan.Kept, superblock, segments) : (Segment: long.MaxValue, Offset: 0);
        var digestsFrom = Math.Min(cut.Segment, DigestsFrom(plan));
        foreach (var segment in segments.Where(first => first >= cut.Segment))
        {
            Keep(LogPaths.SegmentName(segment));
            Keep(LogPaths.PackedName(segment));
        }

        SyncAside();
        MoveDerived(plan, digestsFrom);
        CutManifest(superblock.LogId, digestsFrom);
        if (plan.NeedsCut)
        {
            Cut(plan, superblock, segments, cut);
        }

        SyncAside();
        disk.SyncDirectory(paths.Segments);
        disk.SyncDirectory(paths.Root);
    }

    /// <summary>The first segment whose digests are damaged; the greatest number when none are.</summary>
    private static long DigestsFrom(RepairPlan plan)
    {
        var from = long.MaxValue;
        foreach (var (finding, action) in plan.Findings)
        {
            if (action == RepairAction.Rebuild && finding.File == LogFormat.ManifestName)
            {
                return 1;
            }

            if (action == RepairAction.Rebuild && finding.File.EndsWith(LogPaths.DigestExtension, StringComparison.Ordinal)
                && BackupFile.TryParse(Path.GetFileName(finding.File), out var first, out _))
            {
                from = Math.Min(from, first);
            }
        }

        return from;
    }

    /// <summary>Moves away what is made again from the log: a crash in between only means that more of it is.</summary>
    private void MoveDerived(RepairPlan plan, long digestsFrom)
    {
        if (plan.NeedsCut || plan.Findings.Any(static one => one.Finding.File == LogFormat.HeadName))
        {
            Move(LogFormat.HeadName);
        }

        var isIndexDamaged = plan.Findings.Any(static one => one.Finding.File.StartsWith(LogFormat.IndexDirectory + "/", StringComparison.Ordinal));
        foreach (var name in disk.DirectoryExists(paths.Index) ? disk.List(paths.Index) : [])
        {
            if (isIndexDamaged || (IndexFileId.TryParseFileName(name, out _, out var last) && last > plan.Kept))
            {
                Move(LogFormat.IndexDirectory + "/" + name);
            }
        }

        foreach (var name in disk.List(paths.Segments))
        {
            if (BackupFile.TryParse(name, out var first, out var extension) && extension == LogPaths.DigestExtension && EndOf(first) >= digestsFrom)
            {
                Move(BackupFile.InSegments(name));
            }
        }
    }

    /// <summary>The last position that a segment can have.</summary>
    private long EndOf(long segment) => LogCatalog.Segments(disk, paths).Find(first => first > segment) is > 0 and var next ? next - 1 : long.MaxValue;

    private void CutManifest(Guid logId, long digestsFrom)
    {
        if (digestsFrom == long.MaxValue || !disk.FileExists(paths.Manifest))
        {
            return;
        }

        var entries = 0;
        if (digestsFrom > 1)
        {
            entries = ManifestFile.Read(disk, paths, logId).Entries.TakeWhile(entry => entry.Segment.LastPosition < digestsFrom).Count();
        }

        using var manifest = disk.Open(paths.Manifest, DiskAccess.ReadWrite);
        manifest.TruncateDurably(entries * ManifestEntry.Size);
    }

    /// <summary>Where the log ends that is kept: in which segment, at which byte.</summary>
    private (long Segment, long Offset) CutOf(long kept, Superblock superblock, List<long> segments)
    {
        var last = segments.FindLast(first => first <= kept);
        var (file, header) = LogCatalog.Open(disk, paths, last, superblock.LogId, DiskAccess.Read);
        using (file)
        {
            var scan = new SegmentScan(file, FrameHeader.SeedOf(superblock.LogId)) { NextPosition = last, LeastEpoch = header.Epoch };
            while (scan.NextPosition <= kept && scan.Next() is not null)
            {
            }

            Invariant.Holds(scan.NextPosition == kept + 1);
            return (last, scan.Offset);
        }
    }

    private void Cut(RepairPlan plan, Superblock superblock, List<long> segments, (long Segment, long Offset) cut)
    {
        if (!disk.FileExists(paths.Segment(cut.Segment)))
        {
            Unpack(superblock.LogId, cut);
        }

        using (var file = disk.Open(paths.Segment(cut.Segment), DiskAccess.ReadWrite))
        {
            file.TruncateDurably(cut.Offset);
        }

        Delete(paths.Packed(cut.Segment));

        // The last first: a crash in between then leaves a log that ends earlier, not one with a gap.
        foreach (var segment in segments.Where(first => first > cut.Segment).OrderDescending())
        {
            Delete(paths.Segment(segment));
            Delete(paths.Packed(segment));
            disk.SyncDirectory(paths.Segments);
        }

        using var slots = disk.Open(paths.Superblock, DiskAccess.ReadWrite);
        SuperblockFile.Write(slots, superblock with
        {
            Generation = superblock.Generation + 1,
            IsClean = false,
            DurablePosition = plan.Kept,
            LastSegment = cut.Segment,
            EndOffset = cut.Offset,
            DigestPosition = plan.Digest?.Position ?? 0,
            Digest = plan.Digest?.Digest ?? default,
        });
    }

    /// <summary>Makes a segment again that was packed, as far as it is kept: it will be written to.</summary>
    private void Unpack(Guid logId, (long Segment, long Offset) cut)
    {
        var unfinished = paths.Segment(cut.Segment) + LogFormat.UnfinishedExtension;
        using (var source = PackedSegment.Open(disk, paths.Packed(cut.Segment), logId, cut.Segment))
        using (var target = disk.Create(unfinished))
        {
            new FileCopy(static _ => { }, cancellationToken).Run(source, target, (0, cut.Offset), 0);
            target.Flush();
        }

        disk.Rename(unfinished, paths.Segment(cut.Segment));
        disk.SyncDirectory(paths.Segments);
    }

    private void Delete(string path)
    {
        if (disk.FileExists(path))
        {
            disk.Delete(path);
        }
    }

    private void MakeAside()
    {
        var name = AsidePrefix + options.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        aside = Path.Combine(paths.Root, name);
        for (var number = 2; disk.DirectoryExists(aside); number++)
        {
            aside = Path.Combine(paths.Root, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
        }

        disk.CreateDirectory(Path.Combine(aside, LogFormat.SegmentDirectory));
        disk.CreateDirectory(Path.Combine(aside, LogFormat.IndexDirectory));
        disk.SyncDirectory(aside);
        disk.SyncDirectory(paths.Root);
    }

    private void SyncAside()
    {
        disk.SyncDirectory(Path.Combine(aside, LogFormat.SegmentDirectory));
        disk.SyncDirectory(Path.Combine(aside, LogFormat.IndexDirectory));
        disk.SyncDirectory(aside);
    }

    /// <summary>Copies a file aside; its name there is durable after the next sync.</summary>
    private void Keep(string name)
    {
        var (from, to) = (new BackupFile(name, 0, 0).In(paths.Root), new BackupFile(name, 0, 0).In(aside));
        if (!disk.FileExists(from))
        {
            return;
        }

        using var source = disk.Open(from, DiskAccess.Read);
        using var target = disk.Create(to);
        new FileCopy(static _ => { }, cancellationToken).Run(source, target, (0, source.Length), 0);
        target.Flush();
    }

    private void Move(string name)
    {
        var from = new BackupFile(name, 0, 0).In(paths.Root);
        if (disk.FileExists(from))
        {
            disk.Rename(from, new BackupFile(name, 0, 0).In(aside));
        }
    }
}
