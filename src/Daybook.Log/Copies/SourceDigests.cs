using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Reading;

namespace Daybook.Log.Copies;

/// <summary>
/// What a store says of its own digests, to hold what is copied to it: of each full segment, and of everything up to the last
/// orderly close.
/// </summary>
internal sealed class SourceDigests(IDisk disk, LogPaths paths, LogFollower follower)
{
    private readonly DigestMark? atClose = follower.Digest;
    private Dictionary<long, ManifestEntry> entries = [];

    /// <summary>What the manifest says of a segment whose end the chain has come to; null when it has no entry yet.</summary>
    /// <exception cref="LogException">It says something else.</exception>
    public ManifestEntry? EntryOf(long first, DigestChain chain)
    {
        if (!entries.ContainsKey(first))
        {
            entries = ManifestFile.Read(disk, paths, follower.LogId).Entries.ToDictionary(static entry => entry.Segment.FirstPosition);
        }

        if (!entries.TryGetValue(first, out var entry))
        {
            return null;
        }

        return entry.Segment.LastPosition == chain.Position && entry.Digest.Equals(chain.Digest)
            ? entry
            : throw LogException.Damaged(
                LogPaths.SegmentName(first), 0, $"the events {first} to {chain.Position} are not those whose digest the manifest holds",
                "Run verify --full on the store.");
    }

    /// <summary>Compares the chain with the last orderly close, where it has come to exactly there.</summary>
    public void Compare(DigestChain chain)
    {
        if (atClose is not null && chain.Position == atClose.Position && !chain.Digest.Equals(atClose.Digest))
        {
            throw LogException.Damaged(
                LogFormat.SuperblockName, 0, $"the events up to {chain.Position} are not those that were there when the store was closed",
                "Run verify --full on the store.");
        }
    }

    /// <summary>Where a backup begins: at the log's start, or behind what is in it already, if the store has the same events up to there.</summary>
    /// <exception cref="LogException">The backup is of another store, or has other events.</exception>
    public static DigestMark Judge(LogFollower follower, (IDisk Disk, LogPaths Paths) source, BackupDescription? before, CancellationToken cancellationToken)
    {
        var start = new DigestMark(0, DigestChain.StartOf(follower.LogId));
        if (before is null)
        {
            return start;
        }

        if (before.LogId != follower.LogId)
        {
            throw new LogException(LogFault.OtherRecord, $"The backup is of store {before.LogId}, and {source.Paths.Root} is store {follower.LogId}. Name another directory.");
        }

        if (before.Position > follower.View.DurablePosition)
        {
            throw new LogException(LogFault.OtherRecord, $"The backup has events up to {before.Position}, and the store only up to {follower.View.DurablePosition}. If the store was not closed in order, open it for writing once; otherwise it is not the one that was backed up, or has lost events. Keep this backup, and name another directory.");
        }

        var known = new SourceDigests(source.Disk, source.Paths, follower).Nearest(start, before.Position);
        var chain = new DigestChain(known.Position, known.Digest);
        Walk(chain, follower.View, before.Position, cancellationToken);
        return chain.Position == before.Position && chain.Digest.Equals(before.Digest)
            ? new DigestMark(before.Position, before.Digest)
            : throw new LogException(LogFault.OtherRecord, $"The events up to {before.Position} are not the same in the backup and in the store: their digests are {before.Digest} and {chain.Digest}. One of the two went another way, or was changed. Keep this backup, and name another directory.");
    }

    private static void Walk(DigestChain chain, LogView view, long last, CancellationToken cancellationToken)
    {
        var memory = Array.Empty<byte>();
        var marks = new byte[LogLimits.EventsPerAppend * DigestBlock.MarkBytes];
        while (chain.Position < last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = view.FramesFrom(chain.Position + 1, ref memory);
            while (chain.Position < last && piece.TryNext(out var header, out var frame))
            {
                if (!chain.TryAdd(header, frame.Span, marks))
                {
                    return;
                }
            }
        }
    }

    /// <summary>The last position up to another at which the store has written down its digest.</summary>
    private DigestMark Nearest(DigestMark start, long upTo)
    {
        var (found, _) = ManifestFile.Read(disk, paths, follower.LogId);
        var nearest = found.LastOrDefault(entry => entry.Segment.LastPosition <= upTo) is { Segment.FirstPosition: > 0 } entry
            ? new DigestMark(entry.Segment.LastPosition, entry.Digest)
            : start;
        using var file = DigestFile.Open(disk, paths, follower.LogId, nearest.Position + 1, DiskAccess.Read);
        while (file?.TryNext(out _) == true && file.LastPosition <= upTo)
        {
            nearest = new DigestMark(file.LastPosition, file.Digest);
        }

        return nearest;
    }
}
