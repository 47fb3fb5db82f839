using Daybook.Log;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Log.Repair;
using Daybook.Log.Sequencing;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

/// <summary>Every file of a store is harmed, examined and repaired; repairs are cut off at every operation.</summary>
public sealed class RepairTests(ITestOutputHelper output)
{
    private const string Store = "/store";
    private const int Appends = 60;

    private static readonly int Harms = Seed.IsNightly ? 20_000 : 400;

    [Fact]
    public void Whatever_byte_is_harmed_repairing_loses_what_it_said_and_leaves_a_sound_store_or_changes_nothing()
    {
        var (files, head) = MadeStore(isClosed: true);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < Harms; seed++)
        {
            var random = new Random(seed);
            var (path, content) = files[random.Next(files.Length)];
            var changed = content.ToArray();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            changed = random.Next(5) == 0 ? changed[..random.Next(changed.Length)] : changed;
            var disk = SimulatedDisk.Of(files.Select(file => file.Path == path ? (file.Path, changed) : file));
            try
            {
                var done = RepairOnce(disk, head);
                counts[done] = counts.GetValueOrDefault(done) + 1;
            }
            catch (Exception failure)
            {
                throw new SeedFailedException(seed, nameof(RepairTests), $"{path}: {disk.Trace}", failure);
            }
        }

        output.WriteLine(string.Join(", ", counts.Select(static count => $"{count.Key} {count.Value}")));
        Assert.All(["cut", "cut in the middle", "rebuilt", "impossible"], kind => Assert.True(counts.GetValueOrDefault(kind) > 0, kind));
    }

    [Fact]
    public void Files_that_are_gone_are_made_again_and_a_missing_segment_is_the_range_that_is_lost()
    {
        var (files, head) = MadeStore(isClosed: true);
        var segments = files.Where(static file => file.Path.EndsWith(".seg", StringComparison.Ordinal)).ToArray();
        foreach (var (path, _) in files)
        {
            var disk = SimulatedDisk.Of(files.Where(file => file.Path != path));
            if (path.EndsWith("/superblock", StringComparison.Ordinal))
            {
                Assert.Equal(LogFault.NotFound, Assert.Throws<LogException>(() => Examine(disk)).Fault);
                continue;
            }

            var plan = Examine(disk);
            if (!path.EndsWith(".seg", StringComparison.Ordinal))
            {
                Assert.Equal((head, head, false), (plan.Kept, plan.Recorded, plan.NeedsCut));
            }
            else if (path != segments[0].Path)
            {
                var first = long.Parse(Path.GetFileNameWithoutExtension(path), System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal((first - 1, head, path != segments[^1].Path), (plan.Kept, plan.Recorded, plan.IsInMiddle));
            }

            RepairOnce(disk, head);
        }
    }

    [Fact]
    public void A_repair_that_is_cut_off_anywhere_is_run_again_and_comes_to_the_same()
    {
        var (files, head) = MadeStore(isClosed: false);
        var last = files.Where(static file => file.Path.EndsWith(".seg", StringComparison.Ordinal)).Max(static file => file.Path)!;
        var harmed = files.Select(file => (file.Path, Content: file.Content.ToArray())).ToArray();
        harmed.Single(file => file.Path == last).Content[SegmentHeader.Size + 900] ^= 1;
        harmed.Single(static file => file.Path.EndsWith("/manifest", StringComparison.Ordinal)).Content[70] ^= 1;
        harmed.First(static file => file.Path.EndsWith(".idx", StringComparison.Ordinal)).Content[200] ^= 1;
        var disk = SimulatedDisk.Of(harmed);
        var plan = Examine(disk);
        Assert.True(plan is { NeedsCut: true, IsInMiddle: false, IsPossible: true } && plan.Kept < head && plan.Recorded == head, $"{plan}");
        var images = new List<SimulatedDisk>();
        var random = new Random(6);
        disk.BeforeChange = _ =>
        {
            images.Add(disk.Capture());
            images.Add(disk.Capture().Crash(new LosesAll()));
            images.Add(disk.Capture().Crash(new RandomChooser(random)));
            images.Add(disk.Capture().Crash(new RandomChooser(random)));
        };
        Apply(disk, null);
        disk.BeforeChange = null;
        images.Add(disk.Crash(new LosesAll()));
        foreach (var image in images)
        {
            image.ReleaseLocks();
            var kept = Apply(image, null).Kept;
            Assert.Equal(plan.Kept, kept);
            Assert.Equal(plan.Kept, Reopened(image));
            Assert.True(IsBeside(image, harmed.Single(file => file.Path == last).Content), "the damaged segment is gone");
        }

        output.WriteLine($"{images.Count} images");
        Assert.True(images.Count > 50);
    }

    [Fact]
    public void Events_that_were_changed_and_mended_are_not_made_to_fit()
    {
        var (files, _) = MadeStore(isClosed: true);
        var (path, content) = files.First(static file => file.Path.EndsWith(".seg", StringComparison.Ordinal));
        Assert.True(FrameHeader.TryPeek(content.AsSpan(SegmentHeader.Size), out var header));
        var frame = content.AsSpan(SegmentHeader.Size, header.Length);
        frame[^9] ^= 1;
        Assert.True(SegmentHeader.TryParse(content, out var segment, out _));
        header.Seal(frame, FrameHeader.SeedOf(segment.LogId));
        var disk = SimulatedDisk.Of(files.Where(static file => !file.Path.EndsWith(".dig", StringComparison.Ordinal)).Select(file => file.Path == path ? (path, content) : file));

        Assert.False(Examine(disk).IsPossible);
        Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => Apply(disk, 0)).Fault);
    }

    /// <summary>Examines and repairs; checks all that is promised, and names what was done.</summary>
    private static string RepairOnce(SimulatedDisk disk, long head)
    {
        var before = disk.Files.ToDictionary(static file => file.Path, static file => file.Content);
        var plan = Examine(disk);
        Assert.Equal(before.Select(static file => file.Key), disk.Files.Select(static file => file.Path));
        if (!plan.IsPossible || plan.IsInMiddle)
        {
            Assert.Throws<LogException>(() => Apply(disk, null));
            Assert.Equal(before, disk.Files.Where(static file => file.Path != Store + "/LOCK").ToDictionary(static file => file.Path, static file => file.Content));
            if (!plan.IsPossible)
            {
                return "impossible";
            }

            Assert.Throws<LogException>(() => Apply(disk, plan.Kept + 1));
        }

        Apply(disk, plan.IsInMiddle ? plan.Kept : null);
        var after = disk.Files.ToDictionary(static file => file.Path, static file => file.Content);
        var aside = disk.Files.Where(static file => file.Path.Contains("/damaged-", StringComparison.Ordinal)).Select(static file => Convert.ToHexString(file.Content)).ToHashSet();
        Assert.All(
            before.Where(file => !after.TryGetValue(file.Key, out var now) || !now.AsSpan().SequenceEqual(file.Value)),
            file => Assert.True(aside.Contains(Convert.ToHexString(file.Value)), $"{file.Key} was changed and is not kept"));
        Assert.Equal(plan.Kept, Reopened(disk));
        Assert.True(plan.Kept == head || plan.NeedsCut);
        Assert.True(plan.Recorded == head || plan.IsInMiddle || plan.Kept == head);
        return plan switch
        {
            { IsInMiddle: true } => "cut in the middle",
            { NeedsCut: true } => "cut",
            { IsNeeded: true } => "rebuilt",
            _ => "nothing to do",
        };
    }

    private static RepairPlan Examine(SimulatedDisk disk) => new Examination(new LogPaths(Store), disk).Run(static _ => { }, default);

    private static RepairPlan Apply(SimulatedDisk disk, long? cutAfter) =>
        new RepairRun(new LogPaths(Store), OptionsOf(disk), default).Run(cutAfter, static _ => { }).Plan;

    /// <summary>Opens, appends and closes; then everything must be in order. Returns the last position before.</summary>
    private static long Reopened(SimulatedDisk disk)
    {
        var options = OptionsOf(disk);
        ((SimulatedTime)options.Time).Advance(TimeSpan.FromDays(1));
        long head;
        using (var core = LogCore.Open(Store, options, default))
        {
            head = core.View.DurablePosition;
            core.Sequence(EncodedAppend.Of([new StreamItems("after", Expected.Any, [new NewItem("happened", Guid.NewGuid(), new byte[3_000])])]));
            core.Commit(core.Take()!);
            core.MakeDigests(default);
            core.MarkClean();
        }

        disk.ReleaseLocks();
        var verifier = new LogVerifier(new LogPaths(Store), disk) { IsFull = true };
        verifier.Run(static _ => { }, default);
        Assert.Empty(verifier.Findings);
        Assert.Equal(head + 1, verifier.LastPosition);
        return head;
    }

    private static bool IsBeside(SimulatedDisk disk, byte[] content) => disk.Files.Any(file =>
        file.Path.Contains("/damaged-", StringComparison.Ordinal) && file.Content.AsSpan().SequenceEqual(content));

    private static LogOptions OptionsOf(IDisk disk) => new()
    {
        Disk = disk,
        Time = new SimulatedTime(),
        SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes,
        IndexPartItems = 16,
    };

    private static ((string Path, byte[] Content)[] Files, long Head) MadeStore(bool isClosed)
    {
        var disk = new SimulatedDisk();
        var options = OptionsOf(disk);
        using var core = LogCore.Open(Store, options, default);
        for (var number = 0; number < Appends; number++)
        {
            ((SimulatedTime)options.Time).Advance(TimeSpan.FromSeconds(1));
            var items = Enumerable.Range(0, 1 + (number % 3)).Select(_ => new NewItem("happened", Guid.NewGuid(), new byte[300])).ToArray();
            core.Sequence(EncodedAppend.Of([new StreamItems($"s-{number % 4}", Expected.Any, items)]));
            core.Commit(core.Take()!);
            while (core.WriteIndex(default))
            {
            }
        }

        core.MakeDigests(default);
        if (isClosed)
        {
            core.MarkClean();
        }

        return ([.. disk.Files.Where(static file => !file.Path.EndsWith("LOCK", StringComparison.Ordinal))], core.View.DurablePosition);
    }
}
