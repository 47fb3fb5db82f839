using Daybook.Torture.Workers;

namespace Daybook.Torture;

public sealed class RandomKillTests(ITestOutputHelper output)
{
    /// <summary>Stores that are killed beside each other.</summary>
    private const int Lanes = 3;

    /// <summary>Room for some dozens of appends, so that kills meet rolls too.</summary>
    private const int SegmentSizeBytes = 32 * 1024;

    private const int Seed = 20261123;

    private static int Kills => Size.IsNightly ? 10_000 : 100;

    [Fact]
    public async Task Kill_9_at_random_moments_loses_changes_and_doubles_nothing()
    {
        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(static lane => Task.Run(() =>
            LaneAsync(lane, (Kills / Lanes) + (lane < Kills % Lanes ? 1 : 0)))));

        var sum = lanes.Aggregate(static (left, right) => left.Plus(right));
        output.WriteLine($"seed {Seed}: {sum.Kills} kills; {sum.Opening} while the store was opened, {sum.Inside} with an append "
            + $"under way, {sum.Between} between two; {sum.RecordedUntold} appends were recorded and nobody had been told, "
            + $"{sum.TornTails} tails were torn; {sum.Events} events in {Lanes} stores");
        Assert.Equal(Kills, sum.Kills);
        Assert.True(sum.Inside > Kills / 2);
        Assert.True(sum.RecordedUntold > 0);
    }

    private static async Task<Tally> LaneAsync(int lane, int kills)
    {
        var random = new Random(Seed + lane);
        using var directory = new StoreDirectory();
        var witness = new Witness(directory.Store, SegmentSizeBytes);
        var tally = new Tally(0, 0, 0, 0, 0, 0, 0);
        for (var run = 0; run < kills; run++)
        {
            var writers = random.Next(1, 5);
            var said = await KilledAsync(directory.Store, run, writers, random.Next(0, 25), random.Next(0, 30_000));
            Assert.True(said.WasKilled, said.ToString());
            var isInside = said.Tried.Count > said.Acknowledged.Count;
            tally = tally with
            {
                Kills = tally.Kills + 1,
                Opening = tally.Opening + (said.IsOpened ? 0 : 1),
                Inside = tally.Inside + (isInside ? 1 : 0),
                Between = tally.Between + (said.IsOpened && !isInside ? 1 : 0),
            };
            witness.Hears(said);
            await witness.RecoverAsync();
        }

        await witness.VerifyAsync();
        return tally with { RecordedUntold = witness.RecordedUntold, TornTails = witness.TornTails, Events = witness.Events };
    }

    /// <summary>Kills a worker a random moment after so many acknowledgements; after none, while it is opening.</summary>
    private static async Task<Said> KilledAsync(string store, int run, int writers, int acknowledgements, int spins)
    {
        var count = 0;
        using var worker = WorkerProcess.Start([], ["append", store, $"{run}", $"{writers}", $"{SegmentSizeBytes}"], (worker, line) =>
        {
            if (acknowledgements > 0 && line.StartsWith("ack", StringComparison.Ordinal) && ++count == acknowledgements)
            {
                Thread.SpinWait(spins);
                worker.Kill();
            }
        });
        if (acknowledgements == 0)
        {
            await OpeningAsync(worker, store, spins);
            worker.Kill();
        }

        return await worker.EndAsync();
    }

    /// <summary>Waits until the worker has written its id into the lock, the first thing that opening does.</summary>
    private static async Task OpeningAsync(WorkerProcess worker, string store, int spins)
    {
        var owner = $"{worker.ProcessId}\n";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (OwnerOf(store) != owner)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Thread.SpinWait(spins * 10);
    }

    private static string OwnerOf(string store)
    {
        var path = Path.Combine(store, "LOCK");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private sealed record Tally(int Kills, int Opening, int Inside, int Between, int RecordedUntold, int TornTails, int Events)
    {
        public Tally Plus(Tally other) => new(
            Kills + other.Kills,
            Opening + other.Opening,
            Inside + other.Inside,
            Between + other.Between,
            RecordedUntold + other.RecordedUntold,
            TornTails + other.TornTails,
            Events + other.Events);
    }
}
