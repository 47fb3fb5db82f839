using Daybook.Log;
using Daybook.Log.Copies;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Sequencing;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

/// <summary>Backups and restores that are cut off at every operation, that fail at every operation, and of which every byte is harmed.</summary>
public sealed class BackupTests(ITestOutputHelper output)
{
    private const string Store = "/store";
    private const string Backup = "/deep/backups/shop";
    private const string Restored = "/other/restored";

    private static readonly int ImagesAtEach = Seed.IsNightly ? 60 : 6;

    [Theory]
    [InlineData(0, 25)]
    [InlineData(25, 3)]
    [InlineData(25, 25)]
    [InlineData(7, 60)]
    public void A_crash_at_any_operation_leaves_the_old_backup_or_the_new_one_and_the_next_run_clears_the_rest(int before, int added)
    {
        var disk = new SimulatedDisk();
        var old = before == 0 ? 0 : Appended(disk, before);
        if (before > 0)
        {
            BackUp(disk);
        }

        var head = Appended(disk, added);
        var images = new List<(SimulatedDisk Disk, string At)>();
        var random = new Random(before + added);
        disk.BeforeChange = at =>
        {
            images.Add((disk.Capture(), $"kill before {at}"));
            images.Add((disk.Capture().Crash(new LosesAll()), $"loss of all before {at}"));
            for (var image = 0; image < ImagesAtEach; image++)
            {
                images.Add((disk.Capture().Crash(new RandomChooser(random)), $"crash before {at}"));
            }
        };
        BackUp(disk);
        disk.BeforeChange = null;
        Assert.Equal(head, RestoredOf(disk.Capture().Crash(new LosesAll())));

        foreach (var (image, at) in images)
        {
            try
            {
                Assert.Contains(RestoredOf(image.Capture().Crash(new RandomChooser(random))), new[] { old, head });
                image.ReleaseLocks();
                Recovered(image);
                BackUp(image);
                Assert.Equal(head, RestoredOf(image.Crash(new LosesAll())));
                AssertNothingIsLeft(image);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{at}: {failure.Message}", failure);
            }
        }

        output.WriteLine($"{images.Count} images");
        Assert.True(images.Count > 100);
    }

    [Fact]
    public void An_error_at_any_operation_leaves_the_old_backup_or_the_new_one()
    {
        var made = new SimulatedDisk();
        var old = Appended(made, 20);
        BackUp(made);
        var head = Appended(made, 25);
        var (at, isDone) = (0, false);
        while (!isDone)
        {
            var disk = made.Capture();
            disk.Faults = new DiskFaults { At = ++at, IsShortWrite = at % 2 == 0, Kind = at % 3 == 0 ? DiskFault.Full : DiskFault.Other };
            var failure = Record.Exception(() => BackUp(disk));
            isDone = !disk.Faults.HasStruck;
            disk.Faults = new DiskFaults();

            Assert.True(failure is null == isDone || failure is LogException { Fault: LogFault.Failed or LogFault.Full }, failure?.ToString());
            Assert.Contains(RestoredOf(disk.Capture().Crash(new LosesAll())), new[] { old, head });
            disk.ReleaseLocks();
            BackUp(disk);
            Assert.Equal(head, RestoredOf(disk));
            AssertNothingIsLeft(disk);
        }

        output.WriteLine($"{at - 1} operations failed");
        Assert.True(at > 20);
    }

    [Fact]
    public void A_crash_of_a_restore_leaves_the_whole_store_or_none_and_the_next_run_makes_it()
    {
        var disk = new SimulatedDisk();
        var head = Appended(disk, 40);
        BackUp(disk);
        var images = new List<SimulatedDisk>();
        var random = new Random(4);
        disk.BeforeChange = _ =>
        {
            images.Add(disk.Capture());
            images.Add(disk.Capture().Crash(new LosesAll()));
            for (var image = 0; image < ImagesAtEach; image++)
            {
                images.Add(disk.Capture().Crash(new RandomChooser(random)));
            }
        };
        Restore(disk);

        var stores = 0;
        foreach (var image in images)
        {
            image.ReleaseLocks();
            if (image.FileExists(new LogPaths(Restored).Superblock))
            {
                stores++;
            }
            else
            {
                Restore(image);
            }

            Assert.Equal(head, Verified(image));
        }

        output.WriteLine($"{images.Count} images, {stores} of them with a store");
        Assert.True(stores > 0);
        Assert.Equal(head, Verified(disk.Crash(new LosesAll())));
    }

    [Fact]
    public void A_backup_with_any_byte_changed_or_cut_off_is_refused()
    {
        var disk = new SimulatedDisk();
        Appended(disk, 40);
        BackUp(disk);
        var files = disk.Files.Where(static file => file.Path.StartsWith(Backup + "/", StringComparison.Ordinal) && !file.Path.EndsWith("LOCK", StringComparison.Ordinal)).ToArray();
        var random = new Random(5);
        var step = Seed.IsNightly ? 1 : 23;
        var harmed = 0;
        foreach (var (path, content) in files)
        {
            for (var at = random.Next(step); at < content.Length; at += 1 + random.Next((2 * step) - 1), harmed++)
            {
                var changed = content.ToArray();
                changed[at] ^= (byte)(1 << random.Next(8));
                AssertRefused(files, path, changed, $"bit of byte {at}");
            }

            for (var cut = 0; cut < content.Length; cut += 1 + random.Next(500), harmed++)
            {
                AssertRefused(files, path, content[..cut], $"cut to {cut}");
            }
        }

        output.WriteLine($"{harmed} harmed backups of {files.Sum(static file => file.Content.Length)} bytes refused");
        Assert.True(harmed > 1_000);
    }

    private static void AssertRefused((string Path, byte[] Content)[] files, string path, byte[] changed, string what)
    {
        var disk = SimulatedDisk.Of(files.Select(file => file.Path == path ? (file.Path, changed) : file));
        var refused = Record.Exception(() => Restore(disk));
        var isTold = refused is LogException { Fault: LogFault.Damaged } damage && Backup + "/" + damage.File == path;
        Assert.True(isTold, $"{path}, {what}: {refused?.ToString() ?? "restored"}");
        Assert.False(disk.FileExists(new LogPaths(Restored).Superblock));
    }

    private static LogOptions OptionsOf(IDisk disk) => new()
    {
        Disk = disk,
        Time = new SimulatedTime(),
        SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes,
        IndexPartItems = 16,
    };

    /// <summary>Appends, and leaves the store as a running writer does; returns the last durable position.</summary>
    private static long Appended(SimulatedDisk disk, int appends)
    {
        var options = OptionsOf(disk);
        using var core = LogCore.Open(Store, options, default);
        for (var number = 0; number < appends; number++)
        {
            ((SimulatedTime)options.Time).Advance(TimeSpan.FromSeconds(1));
            var items = Enumerable.Range(0, 1 + (number % 3)).Select(_ => new NewItem("happened", Guid.NewGuid(), new byte[300])).ToArray();
            core.Sequence(EncodedAppend.Of([new StreamItems($"s-{number % 4}", Expected.Any, items)]));
            core.Commit(core.Take()!);
        }

        core.MakeDigests(default);
        disk.ReleaseLocks();
        return core.View.DurablePosition;
    }

    private static void BackUp(SimulatedDisk disk) =>
        new BackupRun(new LogPaths(Store), Backup, OptionsOf(disk)) { IsIncremental = true }.Run(static (_, _) => { }, default);

    private static void Restore(SimulatedDisk disk) => new RestoreRun(Backup, Restored, OptionsOf(disk)).Run(static (_, _) => { }, default);

    /// <summary>What a restore of the backup has; 0 when there is none.</summary>
    private static long RestoredOf(SimulatedDisk disk)
    {
        var copy = disk.Capture();
        copy.ReleaseLocks();
        try
        {
            Restore(copy);
        }
        catch (LogException none) when (none.Fault == LogFault.NoBackup)
        {
            return 0;
        }

        return Verified(copy.Crash(new LosesAll()));
    }

    private static long Verified(SimulatedDisk disk)
    {
        var verifier = new LogVerifier(new LogPaths(Restored), disk) { IsFull = true };
        verifier.Run(static _ => { }, default);
        Assert.Empty(verifier.Findings);
        return verifier.LastPosition;
    }

    /// <summary>After a loss of power the head that was published may be behind; a writer's opening puts that right.</summary>
    private static void Recovered(SimulatedDisk disk)
    {
        using (LogCore.Open(Store, OptionsOf(disk), default))
        {
        }

        disk.ReleaseLocks();
        using var reader = LogFollower.Open(new LogPaths(Store), OptionsOf(disk), default);
    }

    private static void AssertNothingIsLeft(SimulatedDisk disk)
    {
        var description = BackupDescription.Read(disk, Backup)!;
        var expected = description.Files.Select(static file => (Backup + "/" + file.Name, file.Length)).Append((Backup + "/backup", description.ToBytes().Length));
        var found = disk.Files.Where(static file => file.Path.StartsWith(Backup + "/", StringComparison.Ordinal) && !file.Path.EndsWith("LOCK", StringComparison.Ordinal))
            .Select(static file => (file.Path, (long)file.Content.Length));
        Assert.Equal(expected.OrderBy(static file => file.Item1, StringComparer.Ordinal), found.OrderBy(static file => file.Path, StringComparer.Ordinal));
    }
}
