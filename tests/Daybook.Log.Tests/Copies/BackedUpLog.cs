using Daybook.Log.Copies;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Copies;

/// <summary>A log in small segments, its backup, and what is restored of it.</summary>
internal sealed class BackedUpLog : IDisposable
{
    private readonly TempDirectory directory = new();

    public string Root => directory.File("log");

    public string Backup => directory.File("backup");

    public string Restored => directory.File("restored");

    public IDisk Disk { get; set; } = NativeDisk.ForThisSystem();

    public static LogOptions Options => new() { SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes, IndexPartItems = 16, DigestLagEvents = 10, PackBytesPerSecond = 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public LogWriter Open(string? root = null, bool packs = false) =>
        LogWriter.Open(root ?? Root, packs ? Options with { PackBytesPerSecond = int.MaxValue } : Options, Cancel);

    /// <summary>Appends some events of 100 bytes, one to three at a time, and returns the last position.</summary>
    public static async Task<long> AppendAsync(LogWriter writer, int appends)
    {
        var last = 0L;
        for (var number = 0; number < appends; number++)
        {
            var first = (int)writer.View.DurablePosition;
            var outcome = await writer.AppendAsync([Items.Part($"s-{number % 5}", Expected.Any, Items.Many(first, 1 + (number % 3), 100))], [], Cancel);
            last = Assert.IsType<LogOutcome.Appended>(outcome).Positions[^1];
        }

        return last;
    }

    public BackupOutcome BackUp(bool isIncremental = false, string? root = null) =>
        new BackupRun(new LogPaths(root ?? Root), Backup, Options with { Disk = Disk }) { IsIncremental = isIncremental }.Run(static (_, _) => { }, Cancel);

    /// <summary>Restores into a place that is cleared before, and returns what full verification finds there.</summary>
    public LogVerifier Restore()
    {
        if (Directory.Exists(Restored))
        {
            Directory.Delete(Restored, recursive: true);
        }

        new RestoreRun(Backup, Restored, Options).Run(static (_, _) => { }, Cancel);
        return Verified(Restored);
    }

    public LogVerifier Verified(string root)
    {
        var verifier = new LogVerifier(new LogPaths(root), Disk) { IsFull = true };
        verifier.Run(static _ => { }, Cancel);
        Assert.Empty(verifier.Findings);
        return verifier;
    }

    public void Dispose() => directory.Dispose();
}
