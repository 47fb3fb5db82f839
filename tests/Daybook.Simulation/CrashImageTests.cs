using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

public sealed class CrashImageTests(ITestOutputHelper output)
{
    [Fact]
    public void No_crash_image_loses_or_changes_what_was_acknowledged()
    {
        var wanted = Seed.IsNightly ? 10_000_000 : 100_000;
        var images = 0L;
        var seeds = 0;
        if (Seed.Only is { } only)
        {
            CrashImages.Sample(only, steps: 60, imagesAtEach: 2);
            return;
        }

        Parallel.For(0, int.MaxValue, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            Interlocked.Add(ref images, CrashImages.Sample(seed, steps: 60, imagesAtEach: 2));
            Interlocked.Increment(ref seeds);
            if (Interlocked.Read(ref images) >= wanted)
            {
                state.Stop();
            }
        });

        output.WriteLine($"{images} images of {seeds} seeds");
        Assert.True(images >= wanted);
    }

    [Fact]
    public void Every_image_of_a_small_world_recovers()
    {
        var images = 0L;

        for (var seed = 0; seed < (Seed.IsNightly ? 200 : 12); seed++)
        {
            images += CrashImages.Enumerate(seed, SmallWorld, maxPending: 9);
        }

        output.WriteLine($"{images} images, all there are at each change");
        Assert.True(images > 1_000);
    }

    [Fact]
    public void Every_image_of_a_world_that_packs_its_segments_recovers()
    {
        var images = 0L;

        for (var seed = 0; seed < (Seed.IsNightly ? 100 : 3); seed++)
        {
            images += CrashImages.Enumerate(seed, static world => world.Pack(), maxPending: 5, FullWorld);
        }

        output.WriteLine($"{images} images, all there are at each change of packing that few others are pending at");
        Assert.True(images > 50);
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace()
    {
        var first = TraceOf(11);
        var second = TraceOf(11);
        var other = TraceOf(12);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void The_checker_catches_an_early_acknowledgement() =>
        AssertCaught(static (seed, disk) => new World(seed, disk) { AcknowledgesEarly = true });

    private static void AssertCaught(Func<int, SimulatedDisk, World> make) =>
        Assert.Throws<SeedFailedException>(() =>
        {
            for (var seed = 0; seed < 50; seed++)
            {
                CrashImages.Sample(seed, steps: 40, imagesAtEach: 1, make);
            }
        });

    private static void FullWorld(World world)
    {
        world.Open();
        for (var append = 0; append < 24; append++)
        {
            world.Append();
            world.Commit();
        }

        for (var turn = 0; turn < 4; turn++)
        {
            world.WorkInBackground();
        }
    }

    private static void SmallWorld(World world)
    {
        world.Open();
        world.Append();
        world.Commit();
        world.Append();
        world.Append();
        world.Commit();
        world.CloseInOrder();
        world.Open();
        world.Append();
        world.Commit();
    }

    private static uint TraceOf(int seed)
    {
        var disk = new SimulatedDisk();
        new World(seed, disk).Run(200);
        return disk.Trace.Checksum;
    }
}
