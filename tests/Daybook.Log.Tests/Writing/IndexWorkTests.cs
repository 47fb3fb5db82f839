using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Writing;

/// <summary>A writer whose index goes to files: how many there are, what opening needs of them, and what happens when they are wrong.</summary>
public sealed class IndexWorkTests : IDisposable
{
    private const int PartItems = 16;

    private readonly TempDirectory directory = new();

    private LogPaths Paths => new(directory.File("log"));

    private static LogOptions Options => new() { IndexPartItems = PartItems, SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes };

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Files_become_fewer_and_cover_all_when_the_log_is_closed()
    {
        await AppendAsync(PartItems * 40);

        var files = IndexFileNames();
        Assert.InRange(files.Length, 1, 2 * 8);
        Assert.Equal(PartItems * 40, files.Max(static file => file.Last));
        AssertVerifies(PartItems * 40);
    }

    [Fact]
    public async Task Opening_reads_no_segment_that_the_files_speak_of()
    {
        await AppendAsync(PartItems * 40);
        var first = Paths.Segment(1);
        var bytes = await File.ReadAllBytesAsync(first, Cancel);
        bytes[5000] ^= 1;
        await File.WriteAllBytesAsync(first, bytes, Cancel);

        using var core = LogCore.Open(Paths.Root, Options, Cancel);

        Assert.Equal(PartItems * 40, core.View.DurablePosition);
        Assert.Equal(9, core.View.LastRevision("s-0", 10 * 4));
        var all = new ReadRange(1, 100, Backwards: false);
        var whole = core.View.ReadAll(ref all);
        var damage = Assert.Throws<LogException>(() => core.View.ReadAll(ref all));
        Assert.Equal(Enumerable.Range(1, whole.Count), whole.Select(static item => (int)item.Position));
        Assert.Equal(whole.Count + 1, all.First);
        Assert.Equal((LogFault.Damaged, LogPaths.SegmentName(1)), (damage.Fault, damage.File));
    }

    [Fact]
    public async Task A_few_items_are_not_worth_a_file()
    {
        await AppendAsync(0);

        Assert.False(Directory.Exists(Paths.Index));
    }

    [Fact]
    public async Task Files_that_are_damaged_cut_off_missing_or_left_over_are_made_again()
    {
        await AppendAsync(PartItems * 20);
        var names = IndexFileNames();
        var last = PartItems * 20;
        foreach (var (name, _) in names)
        {
            foreach (var harm in new Action<string>[] { File.Delete, CutOff, Change })
            {
                harm(Path.Combine(Paths.Index, name));
                await File.WriteAllTextAsync(Path.Combine(Paths.Index, "00000000000000000003-00000000000000000007.idx"), "left over", Cancel);
                await File.WriteAllTextAsync(Path.Combine(Paths.Index, "00000000000000000009-00000000000000000010.idx.new"), "unfinished", Cancel);

                await AppendAsync(PartItems, last);
                last += PartItems;

                Assert.Equal(last, IndexFileNames().Max(static file => file.Last));
                Assert.DoesNotContain(Directory.GetFiles(Paths.Index), static file => file.EndsWith(".new", StringComparison.Ordinal));
                AssertVerifies(last);
                if (!File.Exists(Path.Combine(Paths.Index, name)))
                {
                    break;
                }
            }
        }
    }

    [Fact]
    public async Task A_damaged_block_is_told_with_its_file_and_stops_nothing_else()
    {
        await AppendAsync(PartItems * 8);
        var (name, _) = IndexFileNames()[0];
        var path = Path.Combine(Paths.Index, name);
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        bytes[IndexHeader.Size + 8] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancel);

        var writer = LogWriter.Open(Paths.Root, Options, Cancel);
        var refused = await Assert.ThrowsAsync<LogException>(async () =>
            await writer.AppendAsync([Items.Part("s-1", Expected.At(0), Items.One(99_999))], [], Cancel));
        var verifier = new LogVerifier(Paths, NativeDisk.ForThisSystem());
        verifier.Run(static _ => { }, Cancel);
        await writer.CloseAsync();

        Assert.Equal((LogFault.Damaged, $"idx/{name}"), (refused.Fault, refused.File));
        Assert.Contains("delete the file", refused.Message, StringComparison.Ordinal);
        Assert.Contains(verifier.Findings, finding => finding.IsDamage && finding.Finding.File == $"idx/{name}");
        File.Delete(path);
        await AppendAsync(1, PartItems * 8);
        AssertVerifies((PartItems * 8) + 1);
    }

    [Fact]
    public async Task A_follower_takes_up_new_files_and_says_the_same_before_and_after()
    {
        var writer = LogWriter.Open(Paths.Root, Options, Cancel);
        using var follower = LogFollower.Open(Paths, Options, Cancel);
        for (var number = 0; number < PartItems * 30; number++)
        {
            await AppendOneAsync(writer, number);
            if (number % 7 != 0)
            {
                continue;
            }

            Assert.Equal(number + 1, follower.Refresh(Cancel));
            var range = new ReadRange(1, long.MaxValue, Backwards: true);
            Assert.Equal(number + 1, follower.View.ReadAll(ref range)[0].Position);
            Assert.Equal(number / 4, follower.View.LastRevision($"s-{number % 4}", long.MaxValue));
            var positions = new ReadRange(0, long.MaxValue, Backwards: false);
            Assert.Equal(
                Enumerable.Range(0, (number / 4) + 1).Select(revision => (revision * 4L) + (number % 4) + 1),
                follower.View.ReadStream($"s-{number % 4}", long.MaxValue, ref positions).Select(static item => item.Position));
        }

        await writer.CloseAsync();
        Assert.Equal(4, follower.View.CountStreams());
    }

    [Fact]
    public async Task A_repetition_is_known_after_its_ids_went_to_a_file()
    {
        await AppendAsync(PartItems * 3);
        var writer = LogWriter.Open(Paths.Root, Options, Cancel);

        var again = await writer.AppendAsync([Items.Part("s-2", Expected.Any, Items.One(6))], [], Cancel);
        var other = await writer.AppendAsync([Items.Part("s-2", Expected.Any, SameFingerprint(6))], [], Cancel);
        await writer.CloseAsync();

        Assert.Equal([7L], Assert.IsType<LogOutcome.Appended>(again).Positions);
        Assert.Equal([(PartItems * 3L) + 1], Assert.IsType<LogOutcome.Appended>(other).Positions);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An item whose id only looks like another's: the same first and last four bytes, other ones between.</summary>
    private static NewItem SameFingerprint(int number)
    {
        var id = Items.Id(number).ToByteArray(bigEndian: true);
        id[7] ^= 1;
        return Items.One(number) with { Id = new Guid(id, bigEndian: true) };
    }

    private static void CutOff(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length - 3);
    }

    private static void Change(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^40] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static async Task AppendOneAsync(LogWriter writer, int number) =>
        Assert.IsType<LogOutcome.Appended>(await writer.AppendAsync([Items.Part($"s-{number % 4}", Expected.Any, Items.One(number))], [], Cancel));

    private async Task AppendAsync(int count, int from = 0)
    {
        var writer = LogWriter.Open(Paths.Root, Options, Cancel);
        for (var number = from; number < from + count; number++)
        {
            await AppendOneAsync(writer, number);
        }

        await writer.CloseAsync();
    }

    private (string Name, long Last)[] IndexFileNames() =>
    [
        .. Directory.GetFiles(Paths.Index).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .Select(static name => IndexFileId.TryParseFileName(name, out _, out var last) ? (name, last) : throw new InvalidOperationException(name)),
    ];

    private void AssertVerifies(long last)
    {
        var verifier = new LogVerifier(Paths, NativeDisk.ForThisSystem());
        verifier.Run(static _ => { }, Cancel);
        Assert.Empty(verifier.Findings);
        Assert.Equal(last, verifier.LastPosition);
        Assert.Equal(4, verifier.Streams);
    }
}
