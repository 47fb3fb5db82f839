using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

/// <summary>Runs worlds, crashes them before every change of the disk, and recovers from what a crash may leave.</summary>
internal static class CrashImages
{
    /// <summary>Runs one world of a seed and samples images of crashes and kills at every change, and images of crashes in their recovery.</summary>
    public static long Sample(int seed, int steps, int imagesAtEach, Func<int, SimulatedDisk, World>? make = null)
    {
        var random = new Random(seed);
        var images = 0L;
        var disk = new SimulatedDisk();
        var world = (make ?? Make)(seed, disk);
        disk.BeforeChange = _ =>
        {
            for (var image = 0; image < imagesAtEach; image++)
            {
                images += RecoverTwice(disk.Capture().Crash(new RandomChooser(random)), world.Model.Copy(), random);

                // A kill leaves the page cache as it is. What recovery then shows must survive a loss of power after it,
                // although the writer that wrote it never flushed it.
                images += RecoverTwice(disk.Capture(), world.Model.Copy(), random);
            }
        };
        Guard(seed, disk, () => world.Run(steps));
        return images;
    }

    /// <summary>Runs one world and goes through every image at every change, where they are not too many.</summary>
    /// <param name="seed">The world's.</param>
    /// <param name="run">What is crashed.</param>
    /// <param name="maxPending">Changes with more pending are passed over.</param>
    /// <param name="prepare">What comes before and is not crashed; null for nothing. It leaves full segments as they are.</param>
    public static long Enumerate(int seed, Action<World> run, int maxPending, Action<World>? prepare = null)
    {
        var images = 0L;
        var disk = new SimulatedDisk();
        var world = new World(seed, disk) { Packs = prepare is null };
        prepare?.Invoke(world);
        disk.BeforeChange = _ =>
        {
            var captured = disk.Capture();
            if (captured.PendingSectors > maxPending)
            {
                return;
            }

            var every = new EveryChoice();
            do
            {
                images += RecoverTwice(captured.Crash(every), world.Model.Copy(), new Random(seed));
            }
            while (every.Advance());
        };
        Guard(seed, disk, () => run(world));
        return images;
    }

    /// <summary>Recovers an image, crashes at one change of the recovery, recovers that, and goes on writing.</summary>
    private static long RecoverTwice(SimulatedDisk image, Model model, Random random)
    {
        var crashes = new List<(SimulatedDisk Disk, Model Model)>();
        var first = new World(random.Next(), image, model);
        image.BeforeChange = _ =>
        {
            if (random.Next(6) == 0)
            {
                crashes.Add((image.Capture().Crash(new RandomChooser(random)), model.Copy()));
            }
        };
        first.Open();
        image.BeforeChange = null;
        crashes.Add((image.Capture().Crash(new RandomChooser(random)), model.Copy()));
        first.Append();
        first.Commit();

        // After a recovery has shown what it found, a crash must not take it away again.
        crashes.Add((image.Capture().Crash(new RandomChooser(random)), model.Copy()));
        foreach (var (disk, expected) in crashes)
        {
            new World(random.Next(), disk, expected).Open();
        }

        return crashes.Count + 1;
    }

    private static World Make(int seed, SimulatedDisk disk) => new(seed, disk);

    private static void Guard(int seed, SimulatedDisk disk, Action run)
    {
        try
        {
            run();
        }
        catch (Exception failure)
        {
            throw new SeedFailedException(seed, nameof(CrashImageTests), disk.Trace.ToString(), failure);
        }
    }
}
