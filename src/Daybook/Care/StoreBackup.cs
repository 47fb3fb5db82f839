using Daybook.Log;
using Daybook.Log.Copies;
using Daybook.Log.Format;
using Daybook.Storage;

namespace Daybook;

/// <summary>Backups of stores, and stores from backups.</summary>
public static class StoreBackup
{
    /// <summary>
    /// Copies everything that is durable in a store into a directory, beside a writer or without one: all that was acknowledged
    /// before the call, in order and without gaps. Every event is checked on the way. Takes no lock on the store and writes nothing
    /// there. When it fails or is stopped, the directory has the backup that was there before; what else it has, the next run clears.
    /// </summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="destination">The backup's directory; it is made when it is missing.</param>
    /// <param name="incremental">
    /// True to add what is new to the backup that is there, or to make one where there is none; with false, a directory that has a
    /// backup is refused.
    /// </param>
    /// <param name="progress">Told how far it is; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreUnavailableException">
    /// There is no store (<see cref="ErrorCodes.StoreNotFound"/>); the directory holds something else, or a backup
    /// (<see cref="ErrorCodes.DestinationOccupied"/>); the backup there is of another store, or of events that the store does not have
    /// (<see cref="ErrorCodes.BackupMismatch"/>); the volume is full, or a file could not be read or written. The backup is as it was.
    /// </exception>
    /// <exception cref="StoreDamagedException">Recorded events, or files of the backup that is there, are damaged; the backup is as it was.</exception>
    /// <exception cref="StoreLockedException">Another backup is being written to the same directory.</exception>
    public static Task<BackupReport> BackupAsync(
        string path, string destination, bool incremental = false, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(destination);
        return Task.Run(() => LogErrors.Translated(() => Backup(path, destination, incremental, progress, cancellationToken)), cancellationToken);
    }

    /// <summary>
    /// Makes a store of a backup. Every byte is held to the backup's checksums, and every event to its digest, before the store is
    /// there; it then has its index and opens as after an orderly close. Stopped or failed, there is no store, and the next run
    /// clears what was copied.
    /// </summary>
    /// <param name="backup">The backup's directory; nothing is changed there.</param>
    /// <param name="destination">The store's directory, which must be empty or missing.</param>
    /// <param name="progress">Told how far it is; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreUnavailableException">
    /// There is no backup (<see cref="ErrorCodes.BackupNotFound"/>); the directory holds something (<see cref="ErrorCodes.DestinationOccupied"/>);
    /// the volume is full, or a file could not be read or written.
    /// </exception>
    /// <exception cref="StoreDamagedException">The backup is damaged; the file is relative to its directory.</exception>
    /// <exception cref="StoreLockedException">Another process works on the same directory.</exception>
    public static Task<RestoreReport> RestoreAsync(
        string backup, string destination, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(backup);
        ArgumentException.ThrowIfNullOrWhiteSpace(destination);
        return Task.Run(() => LogErrors.Translated(() => Restore(backup, destination, progress, cancellationToken)), cancellationToken);
    }

    private static BackupReport Backup(string path, string destination, bool incremental, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        var run = new BackupRun(new LogPaths(path), destination, new LogOptions()) { IsIncremental = incremental };
        var done = run.Run((events, all) => progress?.Report(new CopyProgress(events, (double)events / Math.Max(1, all))), cancellationToken);
        return new BackupReport
        {
            StoreId = done.Backup.LogId,
            UpTo = new Position(done.Backup.Position),
            Digest = DigestOf(done.Backup),
            MadeAt = done.Backup.MadeAt,
            EventsAdded = done.Backup.Position - done.EventsBefore,
            BytesCopied = done.BytesCopied,
            Files = done.Backup.Files.Count,
            Bytes = done.Backup.Files.Sum(static file => file.Length),
        };
    }

    private static RestoreReport Restore(string backup, string destination, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        var restored = new RestoreRun(backup, destination, new LogOptions())
            .Run((events, share) => progress?.Report(new CopyProgress(events, share)), cancellationToken);
        return new RestoreReport(restored.LogId, restored.Position, DigestOf(restored), restored.MadeAt);
    }

    private static RecordDigest? DigestOf(BackupDescription backup) =>
        backup.Position == 0 ? null : new RecordDigest(new Position(backup.Position), backup.Digest.ToString());
}
