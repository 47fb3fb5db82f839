using System.Collections.Concurrent;
using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;

namespace Daybook.Log.Writing;

/// <summary>
/// Follows the durable head and keeps the chain of digests: marks of each event beside its segment, an entry in the manifest for
/// each segment that is full. Off the path of appends, and whatever a crash takes is computed again from the log. One
/// caller at a time, beside one that says which segments are full.
/// </summary>
internal sealed class DigestKeeper : IDisposable
{
    /// <summary>Memory for larger frames is given back.</summary>
    private const int IdleBytes = 1024 * 1024;

    private const string Changed = "Somebody changed the files. Run verify --full for the place, and restore the store from a backup.";

    private readonly IDisk disk;
    private readonly LogPaths paths;
    private readonly Guid logId;
    private readonly LogView view;
    private readonly ConcurrentQueue<SealedSegment> full = new();
    private readonly byte[] marks = new byte[DigestBlock.MostEvents * DigestBlock.MarkBytes];
    private readonly (long Position, Digest Digest) known;
    private byte[] memory = [];
    private DigestFile? file;
    private IDiskFile? manifest;
    private long manifestEnd;
    private DigestChain chain;
    private Digest before;
    private int marked;
    private long position;
    private long sealedUpTo;
    private volatile DigestMark? latest;

    private DigestKeeper(IDisk disk, LogPaths paths, LogView view, Superblock superblock)
    {
        (this.disk, this.paths, this.view) = (disk, paths, view);
        logId = superblock.LogId;
        known = (superblock.DigestPosition, superblock.Digest);
        before = DigestChain.StartOf(logId);
        chain = new DigestChain(0, before);
    }

    /// <summary>The last position of the last segment that the manifest has; 0 for none. For any thread.</summary>
    public long SealedUpTo => Volatile.Read(ref sealedUpTo);

    /// <summary>Durable events that have no digests yet.</summary>
    public long Lag => view.DurablePosition - Volatile.Read(ref position);

    /// <summary>How far it has come, and the digest of everything up to there; null for nothing. For any thread.</summary>
    public DigestMark? Latest => latest;

    /// <summary>What was found at the opening; null for nothing.</summary>
    public Finding? Finding { get; private set; }

    /// <summary>Takes up what was written before.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="paths">The log.</param>
    /// <param name="view">What is durable.</param>
    /// <param name="superblock">As it is after the opening.</param>
    /// <param name="wasClean">Whether the log had been closed in order.</param>
    /// <exception cref="LogException">The manifest or a file of digests is damaged, or speaks of what the log does not have.</exception>
    public static DigestKeeper Open(IDisk disk, LogPaths paths, LogView view, Superblock superblock, bool wasClean)
    {
        var keeper = new DigestKeeper(disk, paths, view, superblock);
        try
        {
            keeper.Begin(superblock, wasClean);
            return keeper;
        }
        catch
        {
            keeper.Dispose();
            throw;
        }
    }

    /// <summary>Says that a segment is full. Before anything behind it is durable.</summary>
    public void Add(SealedSegment segment) => full.Enqueue(segment);

    /// <summary>Covers everything that is durable, but for some events that do not make a block yet.</summary>
    /// <exception cref="LogException">The log is not what was covered before.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        // Who writes behind a full segment has said so before: the head first, then the segments.
        for (var head = view.DurablePosition; chain.Position < head; head = view.DurablePosition)
        {
            var last = full.TryPeek(out var segment) ? segment.LastPosition : head;
            Invariant.Holds(last >= chain.Position);
            while (chain.Position < last)
            {
                cancellationToken.ThrowIfCancellationRequested();
                AddFrames(last);
            }

            Seal();
        }

        Seal();
        Publish();
        memory = memory.Length <= IdleBytes ? memory : [];
    }

    /// <summary>Covers all and makes it durable. Nothing is appended any more.</summary>
    public void Finish()
    {
        Run(CancellationToken.None);
        Write();
        file?.Flush();
    }

    public void Dispose()
    {
        file?.Dispose();
        manifest?.Dispose();
    }

    private void Publish() => latest = chain.Position == 0 ? null : new DigestMark(chain.Position, chain.Digest);

    private void Begin(Superblock superblock, bool wasClean)
    {
        var (entries, end) = ManifestFile.Read(disk, paths, logId);
        manifestEnd = end;
        var segments = LogCatalog.Segments(disk, paths);
        foreach (var entry in entries)
        {
            if (!segments.Contains(entry.Segment.FirstPosition))
            {
                throw LogException.Damaged(
                    LogPaths.SegmentName(entry.Segment.FirstPosition), 0,
                    $"the file is missing (events {entry.Segment.FirstPosition} to {entry.Segment.LastPosition})",
                    "Restore the file from a backup of this store.");
            }
        }

        if (entries.Count > 0)
        {
            before = entries[^1].Digest;
            chain = new DigestChain(entries[^1].Segment.LastPosition, before);
            position = chain.Position;
            sealedUpTo = chain.Position;
            if (!wasClean)
            {
                // As with the blocks of digests: the last entry's flush may have failed.
                manifestEnd -= ManifestEntry.Size;
                AddToManifest(entries[^1]);
            }
        }

        var unsealed = segments.FindAll(first => first > chain.Position);
        for (var index = 0; index + 1 < unsealed.Count; index++)
        {
            using var segment = LogCatalog.OpenBytes(disk, paths, unsealed[index], logId, DiskAccess.Read);
            full.Enqueue(new SealedSegment(unsealed[index], unsealed[index + 1] - 1, segment.Length));
        }

        TakeUp(wasClean);
        CompareWithClose();
        Publish();
        if (chain.Position < known.Position)
        {
            Finding = new Finding(
                LogFormat.SegmentDirectory, 0, $"digests of the events {chain.Position + 1} to {known.Position} are missing",
                "They are computed again and compared with the digest that was kept when the store was closed.");
        }

        if (chain.Position > superblock.DurablePosition)
        {
            throw LogException.Damaged(
                LogPaths.DigestsName(file!.FirstPosition), file.End,
                $"there are digests up to event {chain.Position}, and events up to {superblock.DurablePosition} only",
                "Close the store and restore it from a backup.");
        }
    }

    /// <summary>Goes on where the file of the last segment ends; what is torn of it is cut off.</summary>
    private void TakeUp(bool wasClean)
    {
        file = DigestFile.Open(disk, paths, logId, chain.Position + 1, DiskAccess.ReadWrite);
        if (file is null)
        {
            return;
        }

        if (!file.Before.Equals(before))
        {
            throw LogException.Damaged(
                LogPaths.DigestsName(file.FirstPosition), 0, "it does not go on from the digest in the manifest", "Close the store and restore it from a backup.");
        }

        while (file.TryNext(out _))
        {
        }

        file.CutTail();
        if (!wasClean)
        {
            file.WriteAgain();
        }

        chain = new DigestChain(file.LastPosition, file.Digest);
        position = chain.Position;
    }

    private void AddFrames(long last)
    {
        var piece = view.FramesFrom(chain.Position + 1, ref memory);
        while (chain.Position < last && piece.TryNext(out var header, out var frame))
        {
            if (marked >= DigestBlock.LikelyEvents)
            {
                Write();
            }

            if (!chain.TryAdd(header, frame.Span, marks.AsSpan(marked * DigestBlock.MarkBytes)))
            {
                throw LogException.Damaged(
                    LogFormat.SegmentDirectory, 0, $"the frame of event {header.FirstPosition} has a matching checksum and no items", Changed);
            }

            marked += header.Count;
            Volatile.Write(ref position, chain.Position);
            CompareWithClose();
        }
    }

    private void CompareWithClose()
    {
        if (chain.Position == known.Position && known.Position > 0 && !chain.Digest.Equals(known.Digest))
        {
            throw LogException.Damaged(
                LogFormat.SuperblockName, 0,
                $"the events up to {known.Position} are not those that were there when the store was closed: their digest is {chain.Digest} and was {known.Digest}",
                Changed);
        }
    }

    private void Write()
    {
        if (marked == 0)
        {
            return;
        }

        file ??= DigestFile.Create(disk, paths, logId, chain.Position - marked + 1, before);
        try
        {
            file.Append(marks.AsSpan(0, marked * DigestBlock.MarkBytes), chain.Digest);
            marked = 0;
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Full)
        {
            file.CutTail();
            throw;
        }
    }

    /// <summary>Seals the segment that the chain has come to the end of, if it is full.</summary>
    private void Seal()
    {
        if (!full.TryPeek(out var segment) || segment.LastPosition != chain.Position)
        {
            return;
        }

        Write();
        file!.Flush();
        AddToManifest(new ManifestEntry(segment, chain.Digest));
        full.TryDequeue(out _);
        file.Dispose();
        file = null;
        before = chain.Digest;
    }

    private void AddToManifest(ManifestEntry entry)
    {
        var bytes = new byte[ManifestEntry.Size];
        entry.WriteTo(bytes, FrameHeader.SeedOf(logId));
        if (manifest is null && !disk.FileExists(paths.Manifest))
        {
            disk.CreateWhole(paths.Manifest, LogFormat.UnfinishedExtension, []);
        }

        manifest ??= disk.Open(paths.Manifest, DiskAccess.ReadWrite);
        try
        {
            manifest.Write(bytes, manifestEnd);
            manifest.Flush();
            manifestEnd += bytes.Length;
            Volatile.Write(ref sealedUpTo, entry.Segment.LastPosition);
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Full)
        {
            manifest.TruncateDurably(manifestEnd);
            throw;
        }
    }
}
