using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.Recovery;

namespace Daybook.Log.Repair;

/// <summary>
/// Collects what somebody who helps would ask first: where a store lies, how that volume flushes, what state it is in, what was left
/// in it, and what is damaged as far as that shows without reading the events.
/// </summary>
internal sealed class Checkup(LogPaths paths, LogOptions options)
{
    private const long LeastFreeBytes = 1L << 30;
    private const long LeastOpenFiles = 1024;
    private const int ProcBytes = 1024 * 1024;

    private static readonly string[] OverNetwork = ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph", "glusterfs"];
    private static readonly string[] InMemory = ["tmpfs", "ramfs"];
    private static readonly TimeSpan TooFast = TimeSpan.FromMicroseconds(10);

    private readonly IDisk disk = options.Disk;
    private readonly List<(string Name, string Value)> facts = [];
    private readonly List<(Finding Finding, bool IsProblem)> findings = [];

    /// <summary>Facts, in the order in which one asks for them.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts => facts;

    /// <summary>What is not as it should be. What is no problem is worth knowing only.</summary>
    public IReadOnlyList<(Finding Finding, bool IsProblem)> Findings => findings;

    public void Run(CancellationToken cancellationToken)
    {
        if (!disk.DirectoryExists(paths.Root))
        {
            throw new LogException(LogFault.NotFound, $"There is no store at {paths.Root}.");
        }

        AddSystem();
        AddVolume();
        cancellationToken.ThrowIfCancellationRequested();
        if (!disk.FileExists(paths.Superblock))
        {
            throw new LogException(LogFault.NotFound, $"There is no store at {paths.Root}: it has no file '{LogFormat.SuperblockName}'.");
        }

        AddLeftovers();
        AddStore();
    }

    private void AddSystem()
    {
        facts.Add(("system", RuntimeInformation.OSDescription));
        facts.Add(("kernel", Environment.OSVersion.Version.ToString()));
        facts.Add(("architecture", RuntimeInformation.ProcessArchitecture.ToString()));
        facts.Add(("runtime", RuntimeInformation.FrameworkDescription));
        facts.Add(("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)));
        if (LineOf("/proc/self/limits", "Max open files") is { } line && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, var hard, ..])
        {
            facts.Add(("open files allowed", $"{soft}, at most {hard}"));
            if (long.TryParse(soft, CultureInfo.InvariantCulture, out var allowed) && allowed < LeastOpenFiles)
            {
                Tell("", $"this process may open {allowed} files", $"Allow at least {LeastOpenFiles} (ulimit -n, or LimitNOFILE of the service).", isProblem: true);
            }
        }
    }

    private void AddVolume()
    {
        var kind = FileSystemOf(Path.GetFullPath(paths.Root));
        facts.Add(("file system", kind ?? "not known"));
        if (kind is not null && Array.Exists(OverNetwork, kind.StartsWith))
        {
            Tell("", $"the store lies on {kind}, over a network", "Use a local volume: locks and flushes over a network keep less than a store needs.", isProblem: true);
        }

        if (InMemory.Contains(kind))
        {
            Tell("", $"the store lies on {kind}, in memory", "Nothing survives a restart there. Use a volume on a disk.", isProblem: true);
        }

        var free = disk.FreeBytes(paths.Root);
        facts.Add(("bytes free", free.ToString(CultureInfo.InvariantCulture)));
        if (free < LeastFreeBytes)
        {
            Tell("", $"the volume has {free} bytes free", "Make room: appends are refused when it is full.", isProblem: true);
        }

        try
        {
            var (isDirect, each) = FlushProbe.Run(disk, paths.Root, options.Time);
            facts.Add(("flush mode", isDirect ? "direct" : "flushes"));
            facts.Add(("a durable write of 4 KiB", string.Create(CultureInfo.InvariantCulture, $"{each.TotalMicroseconds:F0} us")));
            if (each < TooFast)
            {
                Tell("", "a durable write takes less time than any disk needs", "Make sure that the volume really flushes: virtual disks can be told not to.", isProblem: false);
            }
        }
        catch (DiskException failure)
        {
            facts.Add(("flush mode", "could not be tried"));
            Tell("", failure.Message, "Let this user write to the directory, unless the store is only read here.", isProblem: failure.Fault != DiskFault.Denied);
        }
    }

    private void AddLeftovers()
    {
        foreach (var directory in new[] { paths.Root, paths.Segments, paths.Index })
        {
            foreach (var name in disk.DirectoryExists(directory) ? disk.List(directory) : [])
            {
                var relative = Path.GetRelativePath(paths.Root, Path.Combine(directory, name)).Replace('\\', '/');
                if (name.EndsWith(LogFormat.UnfinishedExtension, StringComparison.Ordinal))
                {
                    Tell(relative, "a file that a writer is making, or that a crash left", "Nothing; the next opening for writing removes it.", isProblem: false);
                }
                else if (directory == paths.Root && name.StartsWith(RepairRun.AsidePrefix, StringComparison.Ordinal))
                {
                    Tell(relative, "files as they were before a repair", "Delete the directory when nobody needs them any more.", isProblem: false);
                }
            }
        }
    }

    private void AddStore()
    {
        Superblock superblock;
        try
        {
            (superblock, var damage) = SuperblockFile.Read(disk, paths)!.Value;
            if (damage is not null)
            {
                findings.Add((damage, true));
            }
        }
        catch (LogException both) when (both.Fault == LogFault.Damaged)
        {
            Tell(LogFormat.SuperblockName, both.Message, "Restore the store from a backup.", isProblem: true);
            return;
        }

        var owner = disk.ReadText(paths.Lock).Trim();
        var isOwned = owner.Length > 0 && (!OperatingSystem.IsLinux() || disk.DirectoryExists("/proc/" + owner));
        facts.Add(("store id", superblock.LogId.ToString()));
        facts.Add(("format version", LogFormat.Version.ToString(CultureInfo.InvariantCulture)));
        facts.Add(("writer", isOwned ? $"process {owner}" : "none"));
        facts.Add(("closed in order", superblock.IsClean ? "yes" : "no"));
        facts.Add(("durable position at the last opening or close", superblock.DurablePosition.ToString(CultureInfo.InvariantCulture)));
        if (!superblock.IsClean && !isOwned)
        {
            Tell(LogFormat.SuperblockName, "the last writer did not close the store", "Nothing; the next opening for writing recovers.", isProblem: false);
        }

        Demand(LogFormat.HeadName, () => HeadFile.Read(disk, paths, superblock.LogId));
        Demand(LogFormat.ManifestName, () => CheckSegments(superblock));
        Demand(LogFormat.IndexDirectory, () => CheckIndex(superblock));
    }

    private object? CheckSegments(Superblock superblock)
    {
        var segments = LogCatalog.Segments(disk, paths);
        facts.Add(("segments", segments.Count.ToString(CultureInfo.InvariantCulture)));
        foreach (var entry in ManifestFile.Read(disk, paths, superblock.LogId).Entries)
        {
            if (!segments.Contains(entry.Segment.FirstPosition))
            {
                Tell(LogPaths.SegmentName(entry.Segment.FirstPosition), $"the file is missing (events {entry.Segment.FirstPosition} to {entry.Segment.LastPosition})", "Run repair to see what is lost, and restore the store from a backup.", isProblem: true);
            }
        }

        return null;
    }

    private object? CheckIndex(Superblock superblock)
    {
        var (files, unusable) = new IndexDirectory(disk, paths, superblock.LogId).Open();
        facts.Add(("index files", files.Length.ToString(CultureInfo.InvariantCulture)));
        Array.ForEach(files, static file => file.Dispose());
        foreach (var failure in unusable)
        {
            Tell(failure.File!, failure.Message, "Nothing; the next opening for writing builds it again.", isProblem: false);
        }

        return null;
    }

    private void Demand(string file, Func<object?> check)
    {
        try
        {
            check();
        }
        catch (LogException damage) when (damage.Fault == LogFault.Damaged)
        {
            Tell(damage.File ?? file, damage.Message, "Run repair to see what can be done.", isProblem: true);
        }
    }

    private void Tell(string file, string what, string remedy, bool isProblem) => findings.Add((new Finding(file, 0, what, remedy), isProblem));

    /// <summary>The kind of the file system with the longest mount point above a path; null where the system does not tell.</summary>
    private string? FileSystemOf(string path)
    {
        var (found, kind) = ("", (string?)null);
        foreach (var line in LinesOf("/proc/self/mounts"))
        {
            if (line.Split(' ') is [_, var point, var type, ..] && point.Length > found.Length
                && (path == point || path.StartsWith(point.EndsWith('/') ? point : point + "/", StringComparison.Ordinal)))
            {
                (found, kind) = (point, type);
            }
        }

        return kind;
    }

    private string? LineOf(string file, string beginning) =>
        LinesOf(file).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal));

    private string[] LinesOf(string file) =>
        OperatingSystem.IsLinux() && disk.ReadUpTo(file, ProcBytes) is { } bytes ? Encoding.UTF8.GetString(bytes).Split('\n') : [];
}
