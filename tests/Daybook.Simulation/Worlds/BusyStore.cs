using Daybook.Log;
using Daybook.Log.Disk;
using Daybook.Log.Reading;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Histories;
using Daybook.Simulation.Scheduling;

namespace Daybook.Simulation.Worlds;

/// <summary>
/// One store through many lives, all decided by one seed: callers, readers and a follower at once, faults of the disk, kills
/// and losses of power wherever they strike, recoveries that fail or are cut off themselves, and then on with what is left.
/// </summary>
internal sealed class BusyStore
{
    private const string Root = "/a/b/store";

    private readonly Random random;
    private readonly BusyCounts counts;
    private readonly SimulatedTime time = new();
    private readonly History history = new();
    private SimulatedDisk disk = new();
    private LogFollower? follower;
    private bool? mustBeClean;

    public BusyStore(int seed, BusyCounts counts)
    {
        random = new Random(seed);
        this.counts = counts;
        counts.Add(Happening.Seed);
    }

    public DiskTrace Trace { get; } = new();

    /// <summary>Lives through some rounds and a last one without faults.</summary>
    public void Run(int rounds)
    {
        for (var round = 1; round <= rounds; round++)
        {
            RunRound(isLast: round == rounds);
        }
    }

    private void RunRound(bool isLast)
    {
        counts.Add(Happening.Round);
        var scheduler = new SeededScheduler(random, Trace)
        {
            StopsAfter = isLast || random.Next(5) == 0 ? 0 : random.Next(1, random.Next(3) == 0 ? 80 : 800),
        };
        disk.Trace = Trace;
        disk.Faults = isLast ? new DiskFaults() : SomeFaults();
        var process = new BusyProcess(scheduler, random, counts, history)
        {
            Options = Options(scheduler),
            Time = time,
            Disk = disk,
            CheckNow = CheckLosingAll,
            MustBeClean = mustBeClean,
        };
        disk.BeforeChange = _ => scheduler.Yield();

        // Who judges an append may read of the index, but nobody else could go on meanwhile.
        disk.Between = () => process.LetOthers();
        scheduler.Start("writer", () => process.Live(Root));
        scheduler.Start("follower", () => Follow(scheduler));
        scheduler.Run();
        disk.BeforeChange = null;
        disk.Between = null;
        mustBeClean = process.LeavesClean;
        counts.Add(Happening.Step, scheduler.Steps);
        counts.Add(Happening.Switch, scheduler.Switches);
        counts.Add(Happening.CutOffOpening, scheduler.WasStopped && !process.IsOpen ? 1 : 0);
        counts.Add(Happening.Fault, disk.Faults.HasStruck ? 1 : 0);
        End(scheduler.WasStopped);
        History.Rule(!isLast || mustBeClean == true, "A round without faults ends in an orderly close.");
    }

    /// <summary>The end of a process: a kill leaves the page cache and other processes, a loss of power only what was flushed.</summary>
    private void End(bool wasStopped)
    {
        time.Shift(TimeSpan.FromTicks(random.Next(-200, 200)));
        if (random.Next(2) == 0)
        {
            counts.Add(Happening.Kill, wasStopped ? 1 : 0);
            disk.ReleaseLocks();
            return;
        }

        counts.Add(Happening.PowerLoss, wasStopped ? 1 : 0);
        CheckLosingAll();
        Check(disk.Crash(new RandomChooser(random)));
        disk = disk.Crash(new RandomChooser(random));
        follower?.Dispose();
        follower = null;
    }

    private void CheckLosingAll() => Check(disk.Crash(new LosesAll()));

    /// <summary>Recovers one of the disks that a loss of power may leave, aside of the store's own life.</summary>
    private void Check(SimulatedDisk image)
    {
        counts.Add(Happening.SideImage);
        using var core = LogCore.Open(Root, Options(null) with { Disk = image }, CancellationToken.None);
        history.Copy().Recover(BusyProcess.ReadFrom(core.View, 1, core.View.DurablePosition));
    }

    /// <summary>A reader in another process: it lives on when the writer is killed.</summary>
    private void Follow(SeededScheduler scheduler)
    {
        for (var look = random.Next(12); look > 0; look--)
        {
            scheduler.Yield();
            try
            {
                follower ??= LogFollower.Open(new Log.Format.LogPaths(Root), Options(null), CancellationToken.None);
            }
            catch (LogException notYet) when (notYet.Fault == LogFault.NotFound && history.Certain == 0)
            {
                continue;
            }
            catch (LogException failure) when (failure.Fault == LogFault.Failed && disk.Faults.HasStruckRead)
            {
                counts.Add(Happening.FailedRead);
                continue;
            }

            FollowOn(follower);
        }
    }

    private void FollowOn(LogFollower follower)
    {
        try
        {
            var head = follower.Refresh(CancellationToken.None);
            var items = BusyProcess.ReadFrom(follower.View, BusyProcess.SomeFirst(random, history, head), head);
            history.Show(items, head);
            counts.Add(Happening.Followed, items.Count);
        }
        catch (DiskException) when (disk.Faults.HasStruckRead)
        {
            counts.Add(Happening.FailedRead);
        }
    }

    private DiskFaults SomeFaults() => new()
    {
        At = random.Next(2) == 0 ? random.Next(1, 60) : 0,
        Forever = random.Next(2) == 0,
        Kind = random.Next(2) == 0 ? DiskFault.Other : DiskFault.Full,
        IsShortWrite = random.Next(2) == 0,
        ReadAt = random.Next(4) == 0 ? random.Next(1, 150) : 0,
    };

    private LogOptions Options(IScheduler? scheduler) => new()
    {
        Disk = disk,
        Time = time,
        Scheduler = scheduler,
        SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes,
        SegmentAheadBytes = random.Next(3) * LogOptions.LeastSegmentSizeBytes,
        FlushMode = (FlushMode)random.Next(3),
        FrameCacheBytes = 2048,
        IndexPartItems = random.Next(1, 12),
        DigestLagEvents = random.Next(1, 12),
        NewSalt = () => SomeId(random),
        NewLogId = () => SomeId(random),
    };

    internal static Guid SomeId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
