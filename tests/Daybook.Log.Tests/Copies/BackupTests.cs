using Daybook.Log.Copies;
using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Copies;

public sealed class BackupTests : IDisposable
{
    private readonly BackedUpLog log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_backup_beside_the_writer_has_all_that_was_acknowledged_and_restores_to_a_store_that_goes_on()
    {
        var writer = log.Open();
        var last = await BackedUpLog.AppendAsync(writer, 200);

        var done = log.BackUp();
        var restored = log.Restore();

        Assert.Equal((last, last, 0), (done.Backup.Position, restored.LastPosition, done.EventsBefore));
        Assert.Equal(done.Backup.Digest, restored.Digest!.Digest);
        Assert.True(done.Backup.Files.Count(static file => file.Name.EndsWith(".seg", StringComparison.Ordinal)) > 3);
        await using var again = new Closing(log.Open(log.Restored));
        Assert.True(again.Writer.Report.WasClean);
        Assert.Equal(last + 1, await BackedUpLog.AppendAsync(again.Writer, 1));
        await writer.CloseAsync();
    }

    [Fact]
    public async Task A_store_without_events_is_backed_up_and_gets_them_later()
    {
        var writer = log.Open();
        Assert.Equal(0, log.BackUp().Backup.Position);
        Assert.Equal(0, log.Restore().LastPosition);

        var last = await BackedUpLog.AppendAsync(writer, 3);

        Assert.Equal(last, log.BackUp(isIncremental: true).Backup.Position);
        Assert.Equal(last, log.Restore().LastPosition);
        await writer.CloseAsync();
    }

    [Fact]
    public async Task However_often_it_is_added_to_a_backup_is_the_one_that_is_made_at_once()
    {
        var random = new Random(3);
        var writer = log.Open();
        for (var turn = 0; turn < 12; turn++)
        {
            await BackedUpLog.AppendAsync(writer, random.Next(1, 90));
            if (turn % 4 == 3)
            {
                await writer.CloseAsync();
                writer = log.Open();
            }

            var before = turn == 0 ? null : BackupDescription.Read(log.Disk, log.Backup);
            var done = log.BackUp(isIncremental: true);

            Assert.Equal(writer.View.DurablePosition, done.Backup.Position);
            Assert.Equal(before?.Position ?? 0, done.EventsBefore);
            Assert.True(done.BytesCopied <= done.Backup.Files.Sum(static file => file.Length) - (before?.Files.Where(static file => file.Name.EndsWith(".seg", StringComparison.Ordinal)).Sum(static file => file.Length) ?? 0));
            Assert.Equal(done.Backup.Position, log.Restore().LastPosition);
        }

        var grown = log.BackUp(isIncremental: true);
        Directory.Delete(log.Backup, recursive: true);
        var whole = log.BackUp();
        Assert.Equal(0, grown.BytesCopied);
        Assert.Equal(Plain(whole), Plain(grown));
        await writer.CloseAsync();

        // Blocks of digests end where a run ended.
        static (long, Digest, string) Plain(BackupOutcome outcome) => (outcome.Backup.Position, outcome.Backup.Digest,
            string.Join('\n', outcome.Backup.Files.Where(static file => !file.Name.EndsWith(".dig", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_backup_that_is_there_is_added_to_only_when_that_was_asked_for()
    {
        var writer = log.Open();
        await BackedUpLog.AppendAsync(writer, 3);
        log.BackUp();

        Assert.Equal(LogFault.Occupied, Assert.Throws<LogException>(() => log.BackUp()).Fault);
        Assert.Equal(LogFault.Occupied, Assert.Throws<LogException>(() => new BackupRun(new LogPaths(log.Root), log.Root, BackedUpLog.Options).Run(static (_, _) => { }, Cancel)).Fault);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(log.Restored).FullName, "letter"), "Dear Ada");
        Assert.Equal(LogFault.Occupied, Assert.Throws<LogException>(() => new BackupRun(new LogPaths(log.Root), log.Restored, BackedUpLog.Options).Run(static (_, _) => { }, Cancel)).Fault);
        Assert.Equal(["letter"], Directory.GetFiles(log.Restored).Select(static file => Path.GetFileName(file)));
        await writer.CloseAsync();
    }

    [Fact]
    public async Task A_backup_of_another_store_or_of_other_events_is_refused_and_stays_as_it_was()
    {
        var writer = log.Open();
        await BackedUpLog.AppendAsync(writer, 30);
        log.BackUp();
        log.Restore();
        await BackedUpLog.AppendAsync(writer, 30);
        log.BackUp(isIncremental: true);
        var description = await File.ReadAllBytesAsync(Path.Combine(log.Backup, BackupDescription.FileName), Cancel);
        await writer.CloseAsync();

        // Restored from the older backup: first it has fewer events, then others.
        await using var fork = new Closing(log.Open(log.Restored));
        Assert.Equal(LogFault.OtherRecord, Assert.Throws<LogException>(() => log.BackUp(isIncremental: true, log.Restored)).Fault);
        await BackedUpLog.AppendAsync(fork.Writer, 100);
        Assert.Contains("went another way", Assert.Throws<LogException>(() => log.BackUp(isIncremental: true, log.Restored)).Message, StringComparison.Ordinal);
        var other = log.Root + "-other";
        await using (var stranger = new Closing(log.Open(other)))
        {
            await BackedUpLog.AppendAsync(stranger.Writer, 100);
            Assert.Contains("is of store", Assert.Throws<LogException>(() => log.BackUp(isIncremental: true, other)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(description, await File.ReadAllBytesAsync(Path.Combine(log.Backup, BackupDescription.FileName), Cancel));
        log.Restore();
    }

    [Fact]
    public async Task A_backup_of_damaged_events_is_not_made_and_the_one_before_stays()
    {
        await using (var writer = new Closing(log.Open()))
        {
            await BackedUpLog.AppendAsync(writer.Writer, 40);
            log.BackUp();
            await BackedUpLog.AppendAsync(writer.Writer, 40);
        }

        var segment = Directory.GetFiles(new LogPaths(log.Root).Segments, "*.seg").Max()!;
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        bytes[SegmentHeader.Size + 60] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, Cancel);

        Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => log.BackUp(isIncremental: true)).Fault);
        log.Restore();
    }

    [Fact]
    public async Task Events_that_somebody_changed_and_mended_are_not_backed_up()
    {
        await using (var writer = new Closing(log.Open()))
        {
            await BackedUpLog.AppendAsync(writer.Writer, 100);
        }

        var segment = new LogPaths(log.Root).Segment(1);
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        Assert.True(FrameHeader.TryPeek(bytes.AsSpan(SegmentHeader.Size), out var header));
        var frame = bytes.AsSpan(SegmentHeader.Size, header.Length);
        frame[^9] ^= 1;
        var logId = SuperblockFile.Read(log.Disk, new LogPaths(log.Root))!.Value.Current.LogId;
        header.Seal(frame, FrameHeader.SeedOf(logId));
        await File.WriteAllBytesAsync(segment, bytes, Cancel);

        var refused = Assert.Throws<LogException>(() => log.BackUp());

        Assert.Contains("are not those whose digest the manifest holds", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A full segment gets another file with the same events while the backup runs.</summary>
    [Fact]
    public async Task A_segment_whose_file_is_replaced_meanwhile_is_found_under_its_other_name()
    {
        await using (var writer = new Closing(log.Open()))
        {
            await BackedUpLog.AppendAsync(writer.Writer, 100);
        }

        var segment = new LogPaths(log.Root).Segment(1);
        var packed = Path.ChangeExtension(segment, ".other");
        var disk = new VanishingDisk(log.Disk, segment, () => File.Copy(segment, packed));
        log.Disk = disk;

        var done = log.BackUp();

        Assert.True(disk.HasVanished);
        Assert.NotNull(done.Backup.Find($"log/{Path.GetFileName(packed)}"));
        Assert.Null(done.Backup.Find(LogPaths.SegmentName(1)));
    }

    [Fact]
    public async Task Segments_that_are_packed_before_and_meanwhile_are_backed_up_added_to_and_restored()
    {
        var random = new Random(4);
        var packed = 0;
        for (var turn = 0; turn < 12; turn++)
        {
            var writer = log.Open(packs: turn % 3 != 0);
            await BackedUpLog.AppendAsync(writer, random.Next(60, 150));
            var beside = log.BackUp(isIncremental: true);
            await writer.CloseAsync();
            var done = log.BackUp(isIncremental: true);

            Assert.True(beside.Backup.Position <= done.Backup.Position);
            Assert.Equal(done.Backup.Digest, log.Restore().Digest!.Digest);
            Assert.Equal(done.Backup.Digest, log.Verified(log.Root).Digest!.Digest);
            packed = done.Backup.Files.Count(static file => file.Name.EndsWith(".zseg", StringComparison.Ordinal));
        }

        Assert.True(packed > 2);
        var again = log.Open(log.Restored, packs: true);
        Assert.True(again.Report.WasClean);
        await again.CloseAsync();
    }

    [Fact]
    public async Task A_restore_never_goes_over_what_is_there()
    {
        await using (var writer = new Closing(log.Open()))
        {
            await BackedUpLog.AppendAsync(writer.Writer, 10);
        }

        Assert.Equal(LogFault.NoBackup, Assert.Throws<LogException>(() => log.Restore()).Fault);
        log.BackUp();
        log.Restore();

        Assert.Equal(LogFault.Occupied, Assert.Throws<LogException>(() => new RestoreRun(log.Backup, log.Restored, BackedUpLog.Options).Run(static (_, _) => { }, Cancel)).Fault);
        Assert.Equal(LogFault.Occupied, Assert.Throws<LogException>(() => new RestoreRun(log.Backup, log.Backup, BackedUpLog.Options).Run(static (_, _) => { }, Cancel)).Fault);
    }

    [Fact]
    public async Task A_description_that_is_changed_and_mended_is_refused()
    {
        await using (var writer = new Closing(log.Open()))
        {
            await BackedUpLog.AppendAsync(writer.Writer, 10);
        }

        var made = log.BackUp().Backup;
        var other = Digest.From(new byte[Digest.Size]);
        foreach (var changed in new[] { made with { Digest = other }, made with { Position = made.Position - 1 }, made with { Position = made.Position + 1 }, made with { LogId = Guid.NewGuid() } })
        {
            await File.WriteAllBytesAsync(Path.Combine(log.Backup, BackupDescription.FileName), changed.ToBytes(), Cancel);
            Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => log.Restore()).Fault);
            Assert.False(File.Exists(new LogPaths(log.Restored).Superblock));
        }
    }

    private sealed class Closing(LogWriter writer) : IAsyncDisposable
    {
        public LogWriter Writer => writer;

        public async ValueTask DisposeAsync() => await writer.CloseAsync();
    }
}
