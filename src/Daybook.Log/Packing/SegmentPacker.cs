using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Packing;

/// <summary>
/// Puts a packed segment into the place of a full one: written whole under another name, flushed, read back and compared byte by
/// byte, renamed; only then the segment goes. Whoever opens it meanwhile finds one of them.
/// </summary>
internal sealed class SegmentPacker(IDisk disk, LogPaths paths, Guid logId)
{
    /// <summary>Bytes of a block at most, unless it is one larger frame.</summary>
    public const int BlockBytes = 64 * 1024;

    /// <summary>A packed segment that saves less than this part of the segment is not worth being unpacked at every read.</summary>
    private const int LeastPartSaved = 16;

    private readonly BlockPacker packer = new();
    private readonly uint seed = FrameHeader.SeedOf(logId);

    /// <summary>Packs a segment to which nothing is written any more; false when it stays as it is.</summary>
    /// <param name="segment">Its first position.</param>
    /// <param name="cancellationToken">Stops before the next block; the segment stays.</param>
    /// <exception cref="DiskException">Reading or writing failed; the segment stays.</exception>
    public bool TryPack(long segment, CancellationToken cancellationToken)
    {
        var unfinished = paths.Packed(segment) + LogFormat.UnfinishedExtension;
        var isWorth = false;
        using (var source = disk.Open(paths.Segment(segment), DiskAccess.Read))
        {
            try
            {
                isWorth = TryWrite(source, unfinished, segment, cancellationToken)
                    && IsSame(source, unfinished, segment, cancellationToken);
            }
            finally
            {
                if (!isWorth)
                {
                    disk.Delete(unfinished);
                }
            }
        }

        if (!isWorth)
        {
            return false;
        }

        disk.Rename(unfinished, paths.Packed(segment));
        disk.SyncDirectory(paths.Segments);
        disk.Delete(paths.Segment(segment));
        disk.SyncDirectory(paths.Segments);
        return true;
    }

    private bool TryWrite(IDiskFile source, string unfinished, long segment, CancellationToken cancellationToken)
    {
        using var target = disk.Create(unfinished);
        var blocks = new List<PackedBlock>();
        PackedBlock last = default;
        var length = source.Length;
        while (last.End < length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BlockFrom(source, last.End, out var frames) is not { Length: > 0 } block)
            {
                return false;
            }

            var (codec, bytes) = packer.Pack(block.Span, frames);
            var checksum = PackedBlock.ChecksumOf(seed, segment, blocks.Count, bytes.Span);
            last = new PackedBlock(last.End, block.Length, last.PackedEnd, bytes.Length, checksum, codec);
            target.Write(bytes.Span, last.PackedOffset);
            blocks.Add(last);
        }

        var table = PackedTable.ToBytes(logId, segment, blocks);
        if (last.PackedEnd + table.Length > length - (length / LeastPartSaved))
        {
            return false;
        }

        target.Write(table, last.PackedEnd);
        target.Flush();
        return true;
    }

    /// <summary>The next block of a segment: its header, as many whole frames as fit, or one that is larger; null for anything else.</summary>
    private static ReadOnlyMemory<byte>? BlockFrom(IDiskFile source, long offset, out int frames)
    {
        frames = 0;
        var bytes = new byte[offset == 0 ? SegmentHeader.Size : BlockBytes];
        var read = source.Read(bytes, offset);
        if (offset == 0)
        {
            return bytes.AsMemory(0, read);
        }

        var end = 0;
        while (FrameHeader.TryPeek(bytes.AsSpan(end, read - end), out var header) && header.Length <= read - end)
        {
            end += header.Length;
            frames++;
        }

        if (frames > 0)
        {
            return bytes.AsMemory(0, end);
        }

        if (!FrameHeader.TryPeek(bytes.AsSpan(0, read), out var large))
        {
            return null;
        }

        var whole = GC.AllocateUninitializedArray<byte>(large.Length);
        frames = 1;
        return source.Read(whole, offset) == whole.Length ? whole : null;
    }

    /// <summary>What was written is read back before the segment goes, so that no error of packing can cost an event.</summary>
    private bool IsSame(IDiskFile source, string unfinished, long segment, CancellationToken cancellationToken)
    {
        using var written = PackedSegment.Open(disk, unfinished, logId, segment);
        var (expected, found) = (new byte[BlockBytes], new byte[BlockBytes]);
        for (var at = 0L; at < source.Length; at += BlockBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = source.Read(expected, at);
            if (written.Read(found, at) != read || !expected.AsSpan(0, read).SequenceEqual(found.AsSpan(0, read)))
            {
                return false;
            }
        }

        return written.Length == source.Length;
    }
}
