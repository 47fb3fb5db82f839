using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;

namespace Daybook.Log.Reading;

/// <summary>
/// Opens a log for reading only: no lock, nothing written, as many as wanted, beside a writer in any process or without one.
/// It shows what the writer has published as durable, and learns of more at each <see cref="Refresh"/>. Thread-safe.
/// </summary>
internal sealed class LogFollower : IDisposable
{
    private readonly Lock gate = new();
    private readonly LogPaths paths;
    private readonly IDisk disk;
    private readonly LogLoader loader;

    private LogFollower(LogPaths paths, LogOptions options, Superblock superblock, Finding? damage)
    {
        this.paths = paths;
        disk = options.Disk;
        LogId = superblock.LogId;
        loader = new LogLoader(disk, paths, LogId);
        View = new LogView(loader.Index, paths, options, LogId);
        Report = new RecoveryReport(superblock.IsClean, superblock.Epoch, 0, damage is null ? [] : [damage]);
    }

    public Guid LogId { get; }

    public LogView View { get; }

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
            }

            return View.DurablePosition;
        }
    }

    public void Dispose()
    {
        View.Dispose();
        loader.Dispose();
    }
}
