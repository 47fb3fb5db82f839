using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Reading;

namespace Daybook.Log.Copies;

/// <summary>
/// Copies a store up to a durable position into a directory, beside a writer or without one. It reads as any reader does, without a
/// lock; every event goes through its checksum and into the digest, so that a backup of damaged events is never made.
/// </summary>
internal sealed class BackupRun
{
    /// <summary>So often a segment is looked for again whose file is gone; after that it is missing.</summary>
    private const int MostLooks = 10;

    private readonly LogPaths source;
    private readonly string destination;
    private readonly LogOptions options;
    private readonly IDisk disk;
    private readonly BackupPlace place;
    private readonly SourceSegments segments;
    private readonly SortedDictionary<string, BackupFile> files = new(StringComparer.Ordinal);
    private byte[] memory = [];
    private uint epoch;
    private long bytesCopied;

    public BackupRun(LogPaths source, string destination, LogOptions options)
    {
        (this.source, this.destination, this.options) = (source, destination, options);
        disk = options.Disk;
        place = new BackupPlace(disk, destination);
        segments = new SourceSegments(disk, source);
    }

    /// <summary>Whether a backup that is there already gets what is new; otherwise it is refused.</summary>
    public bool IsIncremental { get; init; }

    /// <summary>Makes the backup. Until the call returns, the one that was there before counts.</summary>
    /// <param name="progress">Told how many events are in it, and how many will be.</param>
    /// <param name="cancellationToken">Stops it; the backup that was there before is as it was.</param>
    /// <exception cref="LogException">The store cannot be read, or the directory is not for this backup; see <see cref="LogFault"/>.</exception>
    public BackupOutcome Run(Action<long, long> progress, CancellationToken cancellationToken)
    {
        using var follower = LogFollower.Open(source, options, cancellationToken);
        try
        {
            using var held = place.Take();
            var before = BackupDescription.Read(disk, destination);
            if (before is not null && !IsIncremental)
            {
                throw new LogException(LogFault.Occupied, $"{destination} has a backup up to event {before.Position} already. Add what is new with an incremental backup, or name another directory.");
            }

            var start = SourceDigests.Judge(follower, (disk, source), before, cancellationToken);
            place.Clear(before);
            if (before is not null && before.Position == follower.View.DurablePosition)
            {
                return new BackupOutcome(before, before.Position, 0);
            }

            if (before is null)
            {
                place.Begin();
            }

            var made = Copy(follower, start, before, progress, cancellationToken);
            place.Finish(made);
            return new BackupOutcome(made, before?.Position ?? 0, bytesCopied);
        }
        catch (DiskException failure)
        {
            throw CopyFaults.Of(failure, destination);
        }
    }

    private BackupDescription Copy(LogFollower follower, DigestMark start, BackupDescription? before, Action<long, long> progress, CancellationToken cancellationToken)
    {
        using var digests = new BackupDigests(disk, place.Paths, follower.LogId, start);
        var recorded = new SourceDigests(disk, source, follower);
        var copy = new FileCopy(count => bytesCopied += count, cancellationToken);
        var sealedNow = new List<ManifestEntry>();
        foreach (var file in before?.Files ?? [])
        {
            files[file.Name] = file;
        }

        epoch = Math.Max(before?.Epoch ?? 0, follower.Report.Epoch);
        segments.Look();
        for (var first = before?.LastSegment().FirstPosition ?? 1; ;)
        {
            var (last, next) = Extent(follower, first, cancellationToken);
            CopySegment(copy, follower.View, first, last, isLast: next is null);
            digests.Begin(first);
            Add((digests, recorded), follower.View, last, upTo => progress(upTo, follower.View.DurablePosition), cancellationToken);
            digests.End();
            if (last >= first)
            {
                Checksum(copy, LogPaths.DigestsName(first));
            }

            if (next is null)
            {
                break;
            }

            sealedNow.Add(recorded.EntryOf(first, digests.Chain) ?? new ManifestEntry(new SealedSegment(first, last, EndOf(follower.View, last)), digests.Chain.Digest));
            first = next.Value;
        }

        WriteManifest(copy, follower.LogId, sealedNow);
        return new BackupDescription
        {
            LogId = follower.LogId,
            Position = digests.Chain.Position,
            Digest = digests.Chain.Digest,
            Epoch = epoch,
            MadeAt = options.Time.GetUtcNow(),
            Files = [.. files.Values],
        };
    }

    /// <summary>
    /// The last position to be copied of a segment, and the first of the one behind it; null when the backup ends here. The last segment
    /// must be one that can be cut: when it got full and another file since, the backup goes on to a later position.
    /// </summary>
    private (long Last, long? Next) Extent(LogFollower follower, long first, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var head = follower.View.DurablePosition;
            var isLast = head < first || follower.View.PlaceOf(head).Segment == first;
            if (isLast && segments.NameOf(first) == SegmentHeader.FileNameOf(first))
            {
                return (head, null);
            }

            if (!isLast && segments.NameOf(first) is not null && segments.After(first) is { } next)
            {
                return (next - 1, next);
            }

            segments.Look();
            follower.Refresh(cancellationToken);
        }

        throw Missing(first);
    }

    /// <summary>Copies a segment, or what follows what the backup has of it. Its file may be replaced by another with the same events meanwhile.</summary>
    private void CopySegment(FileCopy copy, LogView view, long first, long last, bool isLast)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var name = segments.NameOf(first) ?? throw Missing(first);
            try
            {
                using var from = disk.Open(Path.Combine(source.Segments, name), DiskAccess.Read);
                var isPlain = name == SegmentHeader.FileNameOf(first);
                CopyFile(copy, from, BackupFile.InSegments(name), isPlain ? EndOf(view, last, first) : from.Length);
                if (!isPlain)
                {
                    files.Remove(LogPaths.SegmentName(first));
                }

                return;
            }
            catch (DiskException failure) when (failure.Fault == DiskFault.NotFound && !isLast)
            {
                segments.Look();
            }
        }

        throw Missing(first);
    }

    private void CopyFile(FileCopy copy, IDiskFile from, string name, long length)
    {
        var had = files.GetValueOrDefault(name) ?? new BackupFile(name, 0, 0);
        using var to = had.Length > 0 ? disk.Open(had.In(destination), DiskAccess.ReadWrite) : disk.Create(had.In(destination));
        try
        {
            files[name] = new BackupFile(name, length, copy.Run(from, to, (had.Length, length), had.Checksum));
        }
        catch (EndOfStreamException)
        {
            throw LogException.Damaged(name, from.Length, $"the file ends here, and durable events follow up to byte {length}", "Run verify on the store.");
        }

        to.Flush();
    }

    private void Add((BackupDigests Made, SourceDigests Recorded) digests, LogView view, long last, Action<long> progress, CancellationToken cancellationToken)
    {
        var chain = digests.Made.Chain;
        while (chain.Position < last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = view.FramesFrom(chain.Position + 1, ref memory);
            while (chain.Position < last && piece.TryNext(out var header, out var frame))
            {
                if (!digests.Made.TryAdd(header, frame.Span))
                {
                    throw LogException.Damaged(
                        LogFormat.SegmentDirectory, 0, $"the frame of event {header.FirstPosition} has a matching checksum and no items", "Run verify on the store.");
                }

                epoch = Math.Max(epoch, header.Epoch);
                digests.Recorded.Compare(chain);
            }

            progress(chain.Position);
        }

        Invariant.Holds(chain.Position == last || last < 1);
    }

    private void WriteManifest(FileCopy copy, Guid logId, List<ManifestEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var at = files.GetValueOrDefault(LogFormat.ManifestName)?.Length ?? 0;
        using (var manifest = at > 0 ? disk.Open(place.Paths.Manifest, DiskAccess.ReadWrite) : disk.Create(place.Paths.Manifest))
        {
            var bytes = new byte[entries.Count * ManifestEntry.Size];
            for (var index = 0; index < entries.Count; index++)
            {
                entries[index].WriteTo(bytes.AsSpan(index * ManifestEntry.Size), FrameHeader.SeedOf(logId));
            }

            manifest.Write(bytes, at);
            manifest.Flush();
        }

        Checksum(copy, LogFormat.ManifestName);
    }

    /// <summary>Takes up a file that was written here, as it is now.</summary>
    private void Checksum(FileCopy copy, string name)
    {
        using var file = disk.Open(new BackupFile(name, 0, 0).In(destination), DiskAccess.Read);
        var before = bytesCopied;
        files[name] = new BackupFile(name, file.Length, copy.Run(file, null, (0, file.Length), 0));
        bytesCopied = before;
    }

    /// <summary>Where the frame of a position ends in the file that the writer wrote; a segment without events ends behind its header.</summary>
    private static long EndOf(LogView view, long last, long first = 0)
    {
        if (last < Math.Max(first, 1))
        {
            return SegmentHeader.Size;
        }

        var place = view.PlaceOf(last);
        Invariant.Holds(place.LastPosition == last);
        return place.Offset + place.Length;
    }

    private static LogException Missing(long first) =>
        LogException.Damaged(LogPaths.SegmentName(first), 0, "the file is missing", "Run verify on the store.");
}
