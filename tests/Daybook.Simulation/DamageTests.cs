using Daybook.Log;
using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Worlds;

namespace Daybook.Simulation;

public sealed class DamageTests(ITestOutputHelper output)
{
    /// <summary>Each flipped bit opens and verifies the whole store, so that the time grows with the square of its size.</summary>
    private static readonly int StoreBytes = Seed.IsNightly ? 256 * 1024 : 40 * 1024;

    [Fact]
    public void Every_flipped_bit_of_a_closed_store_is_seen()
    {
        var files = ClosedStore();
        var whole = Content(SimulatedDisk.Of(files))!.Value.Items;
        var unseen = new System.Collections.Concurrent.ConcurrentBag<string>();
        var flips = 0L;

        foreach (var (path, content) in files)
        {
            Parallel.For(0, content.Length * 8, bit =>
            {
                var flipped = (byte[])content.Clone();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Interlocked.Increment(ref flips);
                if (!IsSeen(With(files, path, flipped), whole))
                {
                    unseen.Add($"{path} bit {bit}");
                }
            });
        }

        output.WriteLine($"{flips} bits of {files.Count} files flipped");
        Assert.True(flips >= StoreBytes * 8);
        Assert.Empty(unseen);
    }

    [Fact]
    public void Every_truncation_of_a_closed_store_is_seen()
    {
        var files = ClosedStore();
        var whole = Content(SimulatedDisk.Of(files))!.Value.Items;
        var unseen = new System.Collections.Concurrent.ConcurrentBag<string>();

        foreach (var (path, content) in files)
        {
            Parallel.For(0, content.Length, length =>
            {
                if (!IsSeen(With(files, path, content[..length]), whole))
                {
                    unseen.Add($"{path} cut at {length}");
                }
            });
        }

        Assert.Empty(unseen);
    }

    [Fact]
    public void A_missing_file_is_seen_or_harmless()
    {
        var files = ClosedStore();
        var whole = Content(SimulatedDisk.Of(files))!.Value.Items;

        foreach (var (path, _) in files)
        {
            var shown = Content(SimulatedDisk.Of(files.Where(file => file.Path != path)));

            // The published head, the lock and the index say nothing that is not elsewhere.
            var isHarmless = path.EndsWith("/head", StringComparison.Ordinal) || path.EndsWith("/LOCK", StringComparison.Ordinal)
                || path.EndsWith(".idx", StringComparison.Ordinal);
            var isEvidence = path.EndsWith(".dig", StringComparison.Ordinal) || path.EndsWith("/manifest", StringComparison.Ordinal);
            Assert.Equal(isHarmless || isEvidence, shown is not null);
            Assert.True(!isEvidence || HasFindings(SimulatedDisk.Of(files.Where(file => file.Path != path))));
            Assert.True(shown is null || shown.Value.Items.SequenceEqual(whole));
        }
    }

    [Fact]
    public void Swapped_segments_are_seen()
    {
        var files = ClosedStore();
        var segments = files.Where(static file => file.Path.EndsWith(".seg", StringComparison.Ordinal)).ToArray();

        var swapped = With(With(files, segments[0].Path, segments[1].Content), segments[1].Path, segments[0].Content);

        Assert.Null(Content(SimulatedDisk.Of(swapped)));
    }

    [Fact]
    public void Damage_below_what_was_vouched_for_is_refused_with_file_and_place_and_never_cut()
    {
        // A store that was not closed: the head vouches for everything that was acknowledged.
        var disk = new SimulatedDisk();
        var world = new World(3, disk);
        world.Open();
        for (var append = 0; append < 4; append++)
        {
            world.Append();
            world.Commit();
        }

        var files = disk.Files.ToList();
        var segment = files.Last(static file => file.Path.EndsWith(".seg", StringComparison.Ordinal));
        var torn = (byte[])segment.Content.Clone();
        torn[^20] ^= 1;
        var damaged = SimulatedDisk.Of(With(files, segment.Path, torn));

        var refused = Assert.Throws<LogException>(() => LogCore.Open(World.Root, Options(damaged), default));

        Assert.Equal(LogFault.Damaged, refused.Fault);
        Assert.EndsWith("/" + refused.File, segment.Path, StringComparison.Ordinal);
        Assert.InRange(refused.Offset, 4096, torn.Length - 20);
        Assert.Contains("backup", refused.Message, StringComparison.Ordinal);
        Assert.Equal(torn, damaged.Files.Single(file => file.Path == segment.Path).Content);
    }

    private static List<(string Path, byte[] Content)> ClosedStore()
    {
        var disk = new SimulatedDisk();
        var world = new World(6, disk);
        world.Open();
        while (disk.Files.Sum(static file => file.Content.Length) < StoreBytes)
        {
            world.Append();
            world.Commit();
            world.WorkInBackground();
        }

        world.CloseInOrder();
        return [.. disk.Files];
    }

    private static List<(string Path, byte[] Content)> With(
        IEnumerable<(string Path, byte[] Content)> files, string path, byte[] content) =>
        [.. files.Select(file => file.Path == path ? (path, content) : file)];

    /// <summary>
    /// True when a changed store is refused or told of when it is opened and read, or found by verify; and what is read of it
    /// is never anything else than before.
    /// </summary>
    private static bool IsSeen(List<(string Path, byte[] Content)> files, List<string> whole)
    {
        if (Content(SimulatedDisk.Of(files)) is not { } shown)
        {
            return true;
        }

        return shown.Items.SequenceEqual(whole) && (shown.Findings > 0 || HasFindings(SimulatedDisk.Of(files)));
    }

    private static bool HasFindings(SimulatedDisk disk)
    {
        var verifier = new LogVerifier(new LogPaths(World.Root), disk) { IsFull = true };
        verifier.Run(static _ => { }, default);
        return verifier.Findings.Count > 0;
    }

    /// <summary>What a store shows when it is opened for writing; null when it is refused as it should be.</summary>
    private static (List<string> Items, int Findings)? Content(SimulatedDisk disk)
    {
        try
        {
            using var core = LogCore.Open(World.Root, Options(disk), default);
            var items = new List<string>();
            var range = new ReadRange(1, long.MaxValue, Backwards: false);
            do
            {
                items.AddRange(core.View.ReadAll(ref range).Select(static item =>
                    $"{item.Position} {item.Stream} {item.Revision} {item.Id} {item.RecordedAt:O} {Convert.ToHexString(item.Data.Span)}"));
            }
            while (!range.IsEmpty);
            return (items, core.Report.Findings.Count);
        }
        catch (LogException refused) when (refused.Fault is LogFault.Damaged or LogFault.UnknownFormat)
        {
            return null;
        }
    }

    private static LogOptions Options(SimulatedDisk disk) =>
        new() { Disk = disk, Time = new SimulatedTime(), SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes };
}
