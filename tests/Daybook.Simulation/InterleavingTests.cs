using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

/// <summary>The writer as callers use it, with everything at once. Set DAYBOOK_SEED to run one seed alone.</summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private const int Rounds = 12;
    private const int Seeds = 240;
    private const int NightlySeeds = 25_000;

    [Fact]
    public void Callers_readers_faults_and_crashes_in_any_order_break_no_promise()
    {
        var counts = new BusyCounts();
        if (Seed.Only is { } only)
        {
            Live(only, counts);
            output.WriteLine(counts.ToString());
            return;
        }

        Parallel.For(
            0,
            Seed.IsNightly ? NightlySeeds : Seeds,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed => Live(seed, counts));

        output.WriteLine(counts.ToString());
        Assert.All(Enum.GetValues<Happening>(), happening => Assert.True(counts[happening] > 20, $"{happening} never happened"));
        Assert.True(counts[Happening.Recorded] > counts[Happening.Group], "No group had several appends.");
    }

    [Fact]
    public void The_same_seed_runs_in_the_same_order()
    {
        var counts = new BusyCounts();

        for (var seed = 0; seed < 4; seed++)
        {
            var first = Live(seed, counts);
            Assert.Equal(first, Live(seed, counts));
            Assert.NotEqual(first, Live(seed + 1_000, counts));
        }
    }

    private static uint Live(int seed, BusyCounts counts)
    {
        var store = new BusyStore(seed, counts);
        try
        {
            store.Run(Rounds);
        }
        catch (Exception failure)
        {
            throw new SeedFailedException(seed, nameof(InterleavingTests), store.Trace.ToString(), failure);
        }

        return store.Trace.Checksum;
    }
}
