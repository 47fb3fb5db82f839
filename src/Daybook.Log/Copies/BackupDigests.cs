using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Copies;

/// <summary>
/// Takes the digests of what goes into a backup, from the events themselves, and writes them beside the segments as a store has
/// them. The source's own are behind its head by some events, and would say nothing of what was read.
/// </summary>
internal sealed class BackupDigests : IDisposable
{
    private readonly IDisk disk;
    private readonly LogPaths target;
    private readonly Guid logId;
    private readonly byte[] marks = new byte[DigestBlock.MostEvents * DigestBlock.MarkBytes];
    private DigestFile? file;
    private Digest before;
    private int marked;

    /// <param name="disk">The disk.</param>
    /// <param name="target">Where the backup is.</param>
    /// <param name="logId">The log.</param>
    /// <param name="from">What the backup has already.</param>
    public BackupDigests(IDisk disk, LogPaths target, Guid logId, DigestMark from)
    {
        (this.disk, this.target, this.logId) = (disk, target, logId);
        Chain = new DigestChain(from.Position, from.Digest);
    }

    public DigestChain Chain { get; }

    /// <summary>Begins with the digests of a segment, or goes on behind those that the backup has of it.</summary>
    /// <exception cref="LogException">Those are not the digests of what the backup has.</exception>
    public void Begin(long firstPosition)
    {
        before = Chain.Digest;
        if (Chain.Position < firstPosition)
        {
            return;
        }

        file = DigestFile.Open(disk, target, logId, firstPosition, DiskAccess.ReadWrite);
        while (file?.TryNext(out _) == true)
        {
        }

        if (file is null || file.LastPosition != Chain.Position || file.HasTail || !file.Digest.Equals(Chain.Digest))
        {
            throw LogException.Damaged(
                LogPaths.DigestsName(firstPosition), file?.End ?? 0, $"it does not have the digests of the backup's events up to {Chain.Position}",
                "The backup is damaged. Make a new one in another directory.");
        }
    }

    /// <summary>Adds the next frame; false when it has a matching checksum and no items.</summary>
    public bool TryAdd(in FrameHeader header, ReadOnlySpan<byte> frame)
    {
        if (marked >= DigestBlock.LikelyEvents)
        {
            Write();
        }

        if (!Chain.TryAdd(header, frame, marks.AsSpan(marked * DigestBlock.MarkBytes)))
        {
            return false;
        }

        marked += header.Count;
        return true;
    }

    /// <summary>Ends with the digests of a segment, which are durable when the call returns.</summary>
    public void End()
    {
        Write();
        file?.Flush();
        file?.Dispose();
        file = null;
    }

    public void Dispose() => file?.Dispose();

    private void Write()
    {
        if (marked == 0)
        {
            return;
        }

        file ??= DigestFile.Create(disk, target, logId, Chain.Position - marked + 1, before);
        file.Append(marks.AsSpan(0, marked * DigestBlock.MarkBytes), Chain.Digest);
        marked = 0;
    }
}
