using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.Recovery;

namespace Daybook.Log.Reading;

/// <summary>
/// Opens a log for reading only: no lock, nothing written, as many as wanted, beside a writer in any process or without one.
/// It shows what the writer has published as durable, and learns of more at each <see cref="Refresh"/>. Thread-safe.
/// </summary>
internal sealed class LogFollower : IDisposable
{
    /// <summary>Full parts of the index in memory, after which files are looked for that have them.</summary>
    private const int MostParts = 3;

    private readonly Lock gate = new();
    private readonly LogPaths paths;
    private readonly LogOptions options;
    private readonly IDisk disk;
    private readonly LogIndex index;
    private LogLoader loader;
    private int partsAtLastLook;

    private LogFollower(LogPaths paths, LogOptions options, Superblock superblock, Finding? damage)
    {
        this.paths = paths;
        this.options = options;
        disk = options.Disk;
        LogId = superblock.LogId;
        Digest = superblock.DigestPosition == 0 ? null : new DigestMark(superblock.DigestPosition, superblock.Digest);
        index = OpenIndex();
        loader = new LogLoader(disk, paths, LogId, index);
        View = new LogView(index, paths, options, LogId);
        Report = new RecoveryReport(superblock.IsClean, superblock.Epoch, 0, damage is null ? [] : [damage]);
    }

    public Guid LogId { get; }

    public LogView View { get; }

    /// <summary>Where the events that are shown lie, and which terms they have.</summary>
    public LogIndex Index => index;

    /// <summary>The digest as of the last orderly close; null when there is none.</summary>
    public DigestMark? Digest { get; }

    public RecoveryReport Report { get; }

    public static LogFollower Open(LogPaths paths, LogOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (!options.Disk.DirectoryExists(paths.Root) || SuperblockFile.Read(options.Disk, paths) is not { } found)
            {
                throw new LogException(LogFault.NotFound, $"There is no store at {paths.Root}. Open it for writing to make one, or name another path.");
            }

            var follower = new LogFollower(paths, options, found.Current, found.Damage);
            try
            {
                follower.Refresh(cancellationToken);
                return follower;
            }
            catch
            {
                follower.Dispose();
                throw;
            }
        }
        catch (DiskException failure)
        {
            throw LogFaults.Of(failure, paths.Root);
        }
    }

    /// <summary>Makes visible what has become durable since; returns the durable head.</summary>
    public long Refresh(CancellationToken cancellationToken)
    {
        // Both are read each time: after a power loss the head may be behind the superblock, in normal running ahead of it.
        var published = HeadFile.Read(disk, paths, LogId)?.DurablePosition ?? 0;
        lock (gate)
        {
            if (View.DurablePosition == 0 || published < View.DurablePosition)
            {
                published = Math.Max(published, SuperblockFile.Read(disk, paths)?.Current.DurablePosition ?? 0);
            }

            if (published > View.DurablePosition)
            {
                loader.LoadUpTo(published, cancellationToken);
                View.DurablePosition = published;
                TakeUpNewFiles(published, cancellationToken);
            }

            return View.DurablePosition;
        }
    }

    public void Dispose()
    {
        View.Dispose();
        loader.Dispose();
        index.Dispose();
    }

    /// <summary>
    /// The writer writes the index of what it has appended to files. Once enough of it has gathered here in memory, those are
    /// looked for; what they do not have is loaded again, and then all that is in memory goes at once.
    /// </summary>
    private void TakeUpNewFiles(long published, CancellationToken cancellationToken)
    {
        var parts = index.FullParts;
        if (parts < MostParts || parts == partsAtLastLook)
        {
            return;
        }

        partsAtLastLook = parts;
        using var fresh = OpenIndex();
        if (fresh.FilesUpTo <= index.FilesUpTo)
        {
            return;
        }

        var next = new LogLoader(disk, paths, LogId, fresh);
        try
        {
            next.LoadUpTo(published, cancellationToken);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        index.TakeOver(fresh);
        next.Index = index;
        loader.Dispose();
        (loader, partsAtLastLook) = (next, 0);
    }

    private LogIndex OpenIndex()
    {
        var (files, _) = new IndexDirectory(disk, paths, LogId).Open();
        return new LogIndex(LogId, files, options.IndexPartItems, files.Length == 0 ? 1 : files[^1].Id.LastPosition + 1);
    }
}
