using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.IndexFiles;
using Daybook.Log.Recovery;
using Daybook.Log.Sequencing;

namespace Daybook.Log.Writing;

/// <summary>Puts groups of frames into segments and makes them durable, beginning a new segment when one is full.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly LogPaths paths;
    private readonly LogOptions options;
    private readonly FrameIndex frames;
    private readonly IDiskFile superblockFile;
    private readonly NextSegment next;
    private CommitFile file;
    private long writtenBytes;

    public SegmentWriter(LogPaths paths, LogOptions options, OpenedLog opened)
    {
        this.paths = paths;
        this.options = options;
        frames = opened.Loader.Index.Frames;
        Superblock = opened.Superblock;
        superblockFile = options.Disk.Open(paths.Superblock, DiskAccess.ReadWrite);
        next = new NextSegment(paths, options);
        file = new CommitFile(options, paths.Segment(Superblock.LastSegment), Superblock.EndOffset, Superblock.EndOffset);
    }

    /// <summary>The superblock as it was written last, with the end of the log as it is now.</summary>
    public Superblock Superblock { get; private set; }

    public FlushMode FlushMode => file.Mode;

    /// <summary>Told of each segment that is full: when the next one is there, and before anything is written to that.</summary>
    public required Action<SealedSegment> Filled { get; init; }

    /// <summary>
    /// True when it is time to make the next segment: this one is half full, and by a writer that writes much; one that is opened
    /// for a few appends never gets to the next.
    /// </summary>
    public bool WantsNext =>
        next.IsMissing
        && FlushMode != FlushMode.Growing
        && Superblock.EndOffset >= options.SegmentSizeBytes / 2
        && writtenBytes >= options.SegmentAheadBytes;

    /// <summary>Makes the next segment, if it is time. May run beside a commit; one caller at a time.</summary>
    public void MakeNext(CancellationToken cancellationToken) => next.Make(FlushMode, cancellationToken);

    /// <summary>Writes and flushes a group; when it returns, all of it is durable.</summary>
    public void Commit(FrameGroup group)
    {
        var next = 0;
        while (next < group.FrameCount)
        {
            var count = FittingFrames(group, next);
            if (count == 0 && Superblock.EndOffset > SegmentHeader.Size)
            {
                BeginSegment(group.HeaderOf(next).FirstPosition);
                count = FittingFrames(group, next);
            }

            // A frame that fits no segment has one of its own.
            count = Math.Max(1, count);
            WriteFrames(group, next, count);
            next += count;
        }
    }

    /// <summary>Says in the superblock that the log ends here and in order.</summary>
    /// <param name="digest">The digest of everything up to a position; null for none.</param>
    public void MarkClean(DigestMark? digest)
    {
        next.Remove();
        file.Seal();
        WriteSuperblock(Superblock with { IsClean = true, DigestPosition = digest?.Position ?? 0, Digest = digest?.Digest ?? default });
    }

    public void Dispose()
    {
        file.Dispose();
        superblockFile.Dispose();
    }

    /// <summary>How many frames of the group, from one on, still fit into the segment.</summary>
    private int FittingFrames(FrameGroup group, int first)
    {
        var end = Superblock.EndOffset;
        var count = 0;
        while (first + count < group.FrameCount && end + group.HeaderOf(first + count).Length <= options.SegmentSizeBytes)
        {
            end += group.HeaderOf(first + count).Length;
            count++;
        }

        return count;
    }

    private void WriteFrames(FrameGroup group, int first, int count)
    {
        var bytes = group.BytesOf(first, count);
        file.Append(bytes.Span);
        writtenBytes += bytes.Length;
        var offset = Superblock.EndOffset;
        for (var index = first; index < first + count; index++)
        {
            var header = group.HeaderOf(index);
            Invariant.Holds(header.FirstPosition == Superblock.DurablePosition + 1);
            var occurred = group.OccurredOf(index);
            frames.Add(new FramePlace
            {
                FirstPosition = header.FirstPosition,
                Count = header.Count,
                Segment = Superblock.LastSegment,
                Offset = offset,
                Length = header.Length,
                RecordedTicks = header.RecordedTicks,
                FirstOccurredTicks = occurred.First,
                LastOccurredTicks = occurred.Last,
            });
            offset += header.Length;
            Superblock = Superblock with { DurablePosition = header.LastPosition, EndOffset = offset };
        }
    }

    /// <summary>
    /// Begins a segment. All frames before it are durable by now; its name appears only when its header is; the superblock
    /// follows, so that a segment that is gone is missed.
    /// </summary>
    private void BeginSegment(long firstPosition)
    {
        file.Seal();
        var header = new SegmentHeader(
            Superblock.LogId, Superblock.Epoch, firstPosition, options.Time.GetUtcNow().UtcTicks);
        if (!next.TryTake(header, out var fileEnd))
        {
            options.Disk.CreateWhole(paths.Segment(firstPosition), LogFormat.UnfinishedExtension, header.ToBytes());
            fileEnd = SegmentHeader.Size;
        }

        // Only now: without the next one's name, the next writer would go on in this one.
        Filled(new SealedSegment(Superblock.LastSegment, Superblock.DurablePosition, file.End));
        var opened = new CommitFile(options, paths.Segment(firstPosition), SegmentHeader.Size, fileEnd);
        file.Dispose();
        file = opened;
        WriteSuperblock(Superblock with { LastSegment = firstPosition, EndOffset = SegmentHeader.Size });
    }

    private void WriteSuperblock(Superblock superblock)
    {
        Superblock = superblock with { Generation = superblock.Generation + 1 };
        SuperblockFile.Write(superblockFile, Superblock);
    }
}
