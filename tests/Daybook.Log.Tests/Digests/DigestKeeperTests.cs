using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Digests;

/// <summary>The digests of a log that is written, closed, harmed and opened again.</summary>
public sealed class DigestKeeperTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static LogOptions Options => new() { SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes, IndexPartItems = 16, DigestLagEvents = 10, PackBytesPerSecond = 0 };

    private LogPaths Paths => new(directory.File("log"));

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task However_often_the_log_is_opened_its_digest_is_that_of_one_walk()
    {
        var random = new Random(2);
        for (var (opening, next) = (0, 1); opening < 12; opening++)
        {
            next = await AppendAsync(next, random.Next(1, 90));
        }

        var digest = Verified().Digest!;

        Assert.Equal(Verified().LastPosition, digest.Position);
        Assert.Equal(digest, Superblock() is var last ? new DigestMark(last.DigestPosition, last.Digest) : null);
        var (entries, _) = ManifestFile.Read(Options.Disk, Paths, last.LogId);
        Assert.Equal(LogCatalog.Segments(Options.Disk, Paths).Count - 1, entries.Count);
    }

    [Fact]
    public async Task Files_that_are_gone_are_made_again_told_and_held_to_the_digest_of_the_close()
    {
        var next = await AppendAsync(1, 300);
        foreach (var name in new[] { LogFormat.ManifestName, "log/00000000000000000001.dig", Path.GetRelativePath(Paths.Root, Directory.GetFiles(Paths.Segments, "*.dig").Max()!) })
        {
            File.Delete(Path.Combine(Paths.Root, name));
            Assert.NotEmpty(Verifier().Findings);
            var writer = LogWriter.Open(Paths.Root, Options, Cancel);
            Assert.Equal(name.EndsWith("1.dig", StringComparison.Ordinal), writer.Report.Findings.Count == 0);
            await writer.CloseAsync();
            next = await AppendAsync(next, 3);
        }

        File.Delete(Paths.Manifest);
        await AppendAsync(next, 3);
        Assert.Empty(Verifier().Findings);
    }

    [Fact]
    public async Task A_changed_event_whose_digests_are_gone_too_is_told_by_the_digest_of_the_close()
    {
        await AppendAsync(1, 40);
        var segment = Paths.Segment(1);
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        Assert.True(FrameHeader.TryPeek(bytes.AsSpan(SegmentHeader.Size), out var header));
        var frame = bytes.AsSpan(SegmentHeader.Size, header.Length);
        frame[^9] ^= 1;
        header.Seal(frame, FrameHeader.SeedOf(Superblock().LogId));
        await File.WriteAllBytesAsync(segment, bytes, Cancel);
        foreach (var file in Directory.GetFiles(Paths.Segments, "*.dig").Append(Paths.Manifest))
        {
            File.Delete(file);
        }

        var writer = LogWriter.Open(Paths.Root, Options, Cancel);
        var refused = await Assert.ThrowsAnyAsync<LogException>(async () => await writer.CloseAsync());

        Assert.Equal(LogFault.Damaged, refused.Fault);
        Assert.Contains("are not those that were there when the store was closed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digests_that_were_made_to_fit_are_told_by_the_digest_of_the_close()
    {
        await AppendAsync(1, 4);
        var logId = Superblock().LogId;
        var before = DigestChain.StartOf(logId);
        File.Delete(Paths.Digests(1));
        using (var file = DigestFile.Create(Options.Disk, Paths, logId, 1, before))
        {
            file.Append(new byte[(int)Superblock().DigestPosition * DigestBlock.MarkBytes], before);
        }

        var refused = Assert.Throws<LogException>(() => LogWriter.Open(Paths.Root, Options, Cancel));

        Assert.Equal((LogFault.Damaged, LogFormat.SuperblockName), (refused.Fault, refused.File));
    }

    [Fact]
    public async Task A_missing_segment_is_told_at_opening()
    {
        await AppendAsync(1, 300);
        var segments = Directory.GetFiles(Paths.Segments, "*.seg").Order().ToArray();
        File.Delete(segments[segments.Length / 2]);

        var refused = Assert.Throws<LogException>(() => LogWriter.Open(Paths.Root, Options, Cancel));

        Assert.Equal((LogFault.Damaged, $"log/{Path.GetFileName(segments[segments.Length / 2])}"), (refused.Fault, refused.File));
    }

    [Fact]
    public async Task Digests_of_events_that_are_not_there_are_told()
    {
        await AppendAsync(1, 40);
        var digests = Directory.GetFiles(Paths.Segments, "*.dig").Max()!;
        var first = long.Parse(Path.GetFileNameWithoutExtension(digests), System.Globalization.CultureInfo.InvariantCulture);
        using (var file = DigestFile.Open(Options.Disk, Paths, Superblock().LogId, first, DiskAccess.ReadWrite)!)
        {
            while (file.TryNext(out _))
            {
            }

            file.Append(new byte[40], file.Digest);
        }

        var refused = Assert.Throws<LogException>(() => LogWriter.Open(Paths.Root, Options, Cancel));

        Assert.Equal(LogFault.Damaged, refused.Fault);
        Assert.NotEmpty(Verifier().Findings);
    }

    private async Task<int> AppendAsync(int first, int count)
    {
        var writer = LogWriter.Open(Paths.Root, Options, Cancel);
        for (var number = first; number < first + count; number++)
        {
            await writer.AppendAsync([Items.Part("s", Expected.Any, Items.Many(number * 3, 1 + (number % 3), 70))], [], Cancel);
        }

        await writer.CloseAsync();
        return first + count;
    }

    private Superblock Superblock() => SuperblockFile.Read(Options.Disk, Paths)!.Value.Current;

    private LogVerifier Verified()
    {
        var verifier = Verifier();
        Assert.Empty(verifier.Findings);
        return verifier;
    }

    private LogVerifier Verifier()
    {
        var verifier = new LogVerifier(Paths, Options.Disk) { IsFull = true };
        verifier.Run(static _ => { }, Cancel);
        return verifier;
    }
}
