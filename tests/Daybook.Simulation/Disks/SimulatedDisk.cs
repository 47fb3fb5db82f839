using Daybook.Log.Disk;

namespace Daybook.Simulation.Disks;

/// <summary>
/// A disk in memory that keeps exactly the promises of <see cref="IDisk"/>. Until it is flushed, each 512-byte sector of a
/// write may survive a crash or not, in any order, and the length on its own; until the directory is flushed, of its pending
/// names a prefix survives, as journaling file systems give it. Faults strike at the n-th operation.
/// </summary>
internal sealed class SimulatedDisk : IDisk
{
    private readonly Dictionary<string, SimulatedFile> seen;
    private readonly Dictionary<string, SimulatedFile> durable;
    private readonly HashSet<string> directories;
    private readonly HashSet<string> durableDirectories;
    private readonly List<NameChange> pendingNames;
    private readonly HashSet<string> locked = [];

    public SimulatedDisk()
        : this([], [], [])
    {
    }

    private SimulatedDisk(
        Dictionary<string, SimulatedFile> seen,
        Dictionary<string, SimulatedFile> durable,
        List<NameChange> pendingNames)
    {
        this.seen = seen;
        this.durable = durable;
        this.pendingNames = pendingNames;
        directories = ["/"];
        durableDirectories = ["/"];
    }

    /// <summary>Called before each operation that changes anything, with its description.</summary>
    public Action<string>? BeforeChange { get; set; }

    /// <summary>Called after each operation that changed something and before each read: here others may come in between.</summary>
    public Action? Between { get; set; }

    public DiskFaults Faults { get; set; } = new();

    public DiskTrace Trace { get; set; } = new();

    public long Free { get; set; } = long.MaxValue;

    /// <summary>Files by path, as they are seen.</summary>
    public IEnumerable<(string Path, byte[] Content)> Files =>
        seen.OrderBy(static file => file.Key, StringComparer.Ordinal).Select(static file => (file.Key, file.Value.Seen.ToArray()));

    public int PendingSectors => seen.Values.Sum(static file => file.PendingSectors) + pendingNames.Count;

    /// <summary>A disk that holds these files, all durable.</summary>
    public static SimulatedDisk Of(IEnumerable<(string Path, byte[] Content)> files)
    {
        var disk = new SimulatedDisk();
        foreach (var (path, content) in files)
        {
            var file = new SimulatedFile(content);
            disk.seen[path] = file;
            disk.durable[path] = file;
            disk.KeepDirectory(DirectoryOf(path));
        }

        return disk;
    }

    /// <summary>The disk as it is at this moment, to be crashed later, in one way or many.</summary>
    public SimulatedDisk Capture()
    {
        var copies = seen.Values.Concat(durable.Values).Distinct().ToDictionary(static file => file, static file => file.Copy());
        var captured = new SimulatedDisk(
            seen.ToDictionary(static name => name.Key, name => copies[name.Value]),
            durable.ToDictionary(static name => name.Key, name => copies[name.Value]),
            [.. pendingNames.Select(change => change with { File = change.File is null ? null : copies.GetValueOrDefault(change.File) ?? change.File.Copy() })]);
        captured.directories.UnionWith(directories);
        captured.durableDirectories.UnionWith(durableDirectories);
        return captured;
    }

    /// <summary>One disk that a crash may leave: everything on it is durable, and nothing is locked.</summary>
    public SimulatedDisk Crash(IChooser chooser)
    {
        var names = new Dictionary<string, SimulatedFile>(durable);
        var kept = new HashSet<string>(durableDirectories);
        foreach (var directory in pendingNames.GroupBy(static change => change.Directory).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var changes = directory.ToArray();
            foreach (var change in changes[..chooser.Next(changes.Length + 1)])
            {
                change.ApplyTo(names, kept);
            }
        }

        // A directory whose name is lost takes everything below it along.
        bool Reaches(string directory) => kept.Contains(directory) && (directory == "/" || Reaches(DirectoryOf(directory)));
        var files = names.Where(name => Reaches(DirectoryOf(name.Key))).OrderBy(static name => name.Key, StringComparer.Ordinal)
            .Select(name => (name.Key, name.Value.AfterCrash(chooser).Seen.ToArray()));
        var crashed = Of(files.ToArray());
        foreach (var directory in kept.Where(Reaches))
        {
            crashed.KeepDirectory(directory);
        }

        return crashed;
    }

    public IDiskFile Open(string path, DiskAccess access) => new SimulatedHandle(this, path, FileAt(path));

    /// <summary>Whether the volume takes direct writes.</summary>
    public bool HasDirect { get; set; } = true;

    public IDiskFile? OpenDirect(string path) => HasDirect ? new SimulatedHandle(this, path, FileAt(path), isDirect: true) : null;

    public IDiskFile Create(string path)
    {
        Change("create", path);
        var file = new SimulatedFile();
        seen[path] = file;
        pendingNames.Add(new NameChange(DirectoryOf(path), null, path, file));
        return new SimulatedHandle(this, path, file);
    }

    public bool FileExists(string path) => seen.ContainsKey(path);

    public bool DirectoryExists(string path) => directories.Contains(path);

    public IReadOnlyList<string> List(string directory) =>
        [.. seen.Keys.Concat(directories)
            .Where(path => path != "/" && DirectoryOf(path) == directory)
            .Select(path => path[(path.LastIndexOf('/') + 1)..])
            .Order(StringComparer.Ordinal)];

    public void CreateDirectory(string path)
    {
        if (directories.Contains(path))
        {
            return;
        }

        CreateDirectory(DirectoryOf(path));
        Change("create directory", path);
        directories.Add(path);
        pendingNames.Add(new NameChange(DirectoryOf(path), null, path, null));
    }

    public void Rename(string from, string to)
    {
        Change("rename", from);
        var file = FileAt(from);
        seen.Remove(from);
        seen[to] = file;
        pendingNames.Add(new NameChange(DirectoryOf(to), from, to, file));
    }

    public void Delete(string path)
    {
        Change("delete", path);
        seen.Remove(path);
        pendingNames.Add(new NameChange(DirectoryOf(path), path, null, null));
    }

    public void SyncDirectory(string path)
    {
        Change("sync directory", path);
        foreach (var change in pendingNames.Where(change => change.Directory == path))
        {
            change.ApplyTo(durable, durableDirectories);
        }

        pendingNames.RemoveAll(change => change.Directory == path);
    }

    public IDisposable? TryLock(string path, string owner) =>
        locked.Add(path) ? new Lease(() => locked.Remove(path)) : null;

    /// <summary>What the end of a process does to the locks it held.</summary>
    public void ReleaseLocks() => locked.Clear();

    public string ReadText(string path) => locked.Contains(path) ? "4711\n" : "";

    public long FreeBytes(string directory) => Free;

    /// <summary>Notes a change that is about to happen, and lets a fault strike instead.</summary>
    public DiskFault? Change(string operation, string path)
    {
        BeforeChange?.Invoke($"{operation} {path}");
        Trace.Add($"{operation} {path}");
        var fault = Faults.Strike(operation);
        if (fault is { } struck && operation is not "write")
        {
            throw new DiskException(struck, operation, path, "simulated");
        }

        return fault;
    }

    private static string DirectoryOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    private void KeepDirectory(string path)
    {
        for (; path != "/"; path = DirectoryOf(path))
        {
            directories.Add(path);
            durableDirectories.Add(path);
        }
    }

    private SimulatedFile FileAt(string path) => seen.TryGetValue(path, out var file)
        ? file
        : throw new DiskException(DiskFault.NotFound, "open", path, "simulated: no such file");

    /// <summary>A name that appeared, changed or went away, without a file that of a directory; a crash keeps a prefix of those of a directory.</summary>
    private sealed record NameChange(string Directory, string? From, string? To, SimulatedFile? File)
    {
        public void ApplyTo(Dictionary<string, SimulatedFile> names, HashSet<string> directories)
        {
            if (To is not null && File is null)
            {
                directories.Add(To);
                return;
            }

            if (From is not null)
            {
                names.Remove(From);
            }

            if (To is not null)
            {
                names[To] = File!;
            }
        }
    }

    private sealed class Lease(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
