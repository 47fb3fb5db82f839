using Daybook.Log;
using Daybook.Log.Disk;
using Daybook.Log.Sequencing;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

public sealed class FaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void An_error_at_any_operation_loses_nothing_that_was_acknowledged(bool isFull, bool forever)
    {
        var at = 0;
        bool struck;
        do
        {
            var faults = new DiskFaults
            {
                At = ++at,
                Forever = forever,
                Kind = isFull ? DiskFault.Full : DiskFault.Other,
                IsShortWrite = at % 2 == 0,
            };
            var disk = new SimulatedDisk { Faults = faults };
            var world = new World(17, disk);
            var failure = Record.Exception(() => world.Run(40));
            struck = faults.HasStruck;

            // A volume that is full for a moment while room is made ahead is no failure: the file then grows.
            Assert.True(failure is null or LogException or DiskException);
            Assert.True(struck == (failure is not null) || (struck && isFull && !forever));
            var random = new Random(at);
            for (var image = 0; image < 3; image++)
            {
                new World(1, disk.Capture().Crash(new RandomChooser(random)), world.Model.Copy()).Open();
            }
        }
        while (struck);

        output.WriteLine($"{at - 1} operations failed one after another");
        Assert.True(at > 50);
    }

    [Fact]
    public void What_a_failed_flush_left_in_the_page_cache_is_written_again_before_it_is_shown()
    {
        var disk = new SimulatedDisk();
        var world = new World(5, disk);
        world.Open();
        world.Append();
        world.Commit();
        world.Append();
        var sequenced = world.Model.Count;
        disk.Faults = new DiskFaults { At = 2 };
        Assert.Throws<DiskException>(world.Commit);

        // The process ends, the machine goes on: the next writer sees the frames whose flush failed, and shows them.
        disk.Faults = new DiskFaults();
        disk.ReleaseLocks();
        new World(1, disk, world.Model).Open();
        Assert.Equal(sequenced, world.Model.MustSurvive);

        new World(1, disk.Crash(new LosesAll()), world.Model).Open();
    }

    [Fact]
    public void A_store_survives_with_all_directories_that_were_made_for_it()
    {
        const string Deep = "/a/b/c/store";
        var disk = new SimulatedDisk();
        var options = new LogOptions { Disk = disk, Time = new SimulatedTime() };
        using (var core = LogCore.Open(Deep, options, default))
        {
            core.Sequence(EncodedAppend.Of([new StreamItems("s", Expected.NoStream, [new NewItem("happened", default, new byte[10])])]));
            core.Commit(core.Take()!);
        }

        using var again = LogCore.Open(Deep, options with { Disk = disk.Crash(new LosesAll()) }, default);

        Assert.Equal(1, again.View.DurablePosition);
    }
}
