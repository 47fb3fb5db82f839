using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Sequencing;

namespace Daybook.Log.Writing;

/// <summary>
/// The writer without threads: sequence an append, take the next group, commit it. Sequencing and committing may run beside
/// each other; each of them by one caller at a time. A simulation drives exactly this.
/// </summary>
internal sealed class LogCore : IDisposable
{
    /// <summary>A rest of the index smaller than this share of a part is not written at the end.</summary>
    private const int ShareWorthAFile = 16;

    private readonly LogOptions options;
    private readonly IDisposable ownership;
    private readonly Sequencer sequencer;
    private readonly SegmentWriter segments;
    private readonly DigestKeeper digests;
    private readonly PackWork packing;
    private readonly SpaceGuard space;
    private readonly IDiskFile headFile;
    private readonly IndexKeeper keeper;
    private long committingBytes;

    private LogCore(LogPaths paths, LogOptions options, OpenedLog opened, IDisposable ownership)
    {
        this.options = options;
        this.ownership = ownership;
        Report = opened.Report;
        LogId = opened.Superblock.LogId;
        headFile = options.Disk.Open(paths.Head, DiskAccess.ReadWrite);
        space = new SpaceGuard(options.Disk, paths.Root);
        keeper = opened.Keeper;
        View = new LogView(opened.Loader.Index, paths, options, LogId)
        {
            DurablePosition = opened.Superblock.DurablePosition,
        };
        digests = DigestKeeper.Open(options.Disk, paths, View, opened.Superblock, Report.WasClean);
        Report = digests.Finding is { } finding ? Report with { Findings = [.. Report.Findings, finding] } : Report;
        segments = new SegmentWriter(paths, options, opened) { Filled = digests.Add };
        packing = new PackWork(paths, options, LogId, View);
        sequencer = new Sequencer(
            opened.Loader.Index,
            new RecordedClock(opened.Loader.LastTicks),
            opened.Superblock.Epoch,
            FrameHeader.SeedOf(LogId))
        {
            NextPosition = opened.Loader.NextPosition,
            Ids = View,
            NewSalt = options.NewSalt,
            ContinuesInline = options.Scheduler?.ContinuesInline ?? false,
        };
    }

    public Guid LogId { get; }

    public FlushMode FlushMode => segments.FlushMode;

    public RecoveryReport Report { get; }

    public LogView View { get; }

    /// <summary>Bytes sequenced and not yet handed to a commit.</summary>
    public int PendingBytes => sequencer.Building.SizeBytes;

    /// <summary>The group that the next append joins.</summary>
    public FrameGroup Building => sequencer.Building;

    public static LogCore Open(string path, LogOptions options, CancellationToken cancellationToken)
    {
        var paths = new LogPaths(path);
        var opening = new WriterOpening(paths, options);
        var ownership = opening.Lock();
        try
        {
            return new LogCore(paths, options, opening.Open(cancellationToken), ownership);
        }
        catch (Exception failure)
        {
            ownership.Dispose();
            if (failure is DiskException cause)
            {
                throw LogFaults.Of(cause, path);
            }

            throw;
        }
    }

    /// <summary>Checks and sequences an append. Nothing has changed when it throws.</summary>
    public Sequenced Sequence(EncodedAppend append)
    {
        space.Take(
            append.SizeBytes + SpaceGuard.SegmentBytes,
            BytesToWrite(sequencer.Building) + Volatile.Read(ref committingBytes));
        return sequencer.Sequence(append, ClockReading.Of(options.Time), View.DurablePosition);
    }

    /// <summary>The group built so far, to be committed; null when there is none.</summary>
    public FrameGroup? Take()
    {
        var group = sequencer.Take();
        Volatile.Write(ref committingBytes, group is null ? 0 : BytesToWrite(group));
        return group;
    }

    /// <summary>Takes back a group that was committed and that nobody looks at any more.</summary>
    public void GiveBack(FrameGroup group) => sequencer.GiveBack(group);

    /// <summary>Makes a group durable, then visible, then published. After a failure the log must not be written again.</summary>
    public void Commit(FrameGroup group)
    {
        segments.Commit(group);
        Invariant.Holds(segments.Superblock.DurablePosition == group.LastPosition);
        View.Keep(group);
        View.DurablePosition = group.LastPosition;
        HeadFile.Write(headFile, new HeadMark(LogId, segments.Superblock.Epoch, group.LastPosition));
        Volatile.Write(ref committingBytes, 0);
    }

    /// <summary>True when the next segment should be made.</summary>
    public bool WantsSegment => segments.WantsNext;

    /// <summary>Makes the next segment, so that no commit has to. Beside commits; one caller at a time.</summary>
    public void MakeSegment(CancellationToken cancellationToken) => segments.MakeNext(cancellationToken);

    /// <summary>The digest of what is covered by now; null for nothing.</summary>
    public DigestMark? Digest => digests.Latest;

    /// <summary>True when enough events wait for their digests.</summary>
    public bool WantsDigests => digests.Lag >= options.DigestLagEvents;

    /// <summary>Gives what is durable its digests. Beside commits; one caller at a time.</summary>
    /// <exception cref="LogException">The log is not what it was when it got digests before.</exception>
    public void MakeDigests(CancellationToken cancellationToken) => digests.Run(cancellationToken);

    /// <summary>True when there may be full segments to pack.</summary>
    public bool WantsPacking => packing.Wants(Math.Min(digests.SealedUpTo, keeper.Index.FilesUpTo));

    /// <summary>Packs a full segment; answers how long that may take by the budget, null when there was none. Beside commits; one caller at a time.</summary>
    public TimeSpan? PackNext(CancellationToken cancellationToken) =>
        packing.Next(Math.Min(digests.SealedUpTo, keeper.Index.FilesUpTo), cancellationToken);

    /// <summary>Parts of the index that wait for their file.</summary>
    public int IndexParts => keeper.Index.FullParts;

    /// <summary>The last position of the part that is written next; 0 when none waits.</summary>
    public long IndexPartEnd => keeper.Index.OldestFull()?.LastPosition ?? 0;

    /// <summary>Writes a part of the index to a file, if one is full and durable; false when there was nothing to do. One caller at a time.</summary>
    public bool WriteIndex(CancellationToken cancellationToken) => keeper.WriteNext(View.DurablePosition, cancellationToken);

    /// <summary>Merges files of the index, if there are enough of a size; false when there was nothing to do. One caller at a time.</summary>
    public bool MergeIndex(CancellationToken cancellationToken) => keeper.MergeNext(cancellationToken);

    /// <summary>Asks the index what the append will be judged by, so that what must be read is read before and outside of any lock.</summary>
    public void Prepare(EncodedAppend append) => sequencer.Prepare(append);

    /// <summary>Closes in order: nothing is pending and nothing failed.</summary>
    public void MarkClean()
    {
        Invariant.Holds(PendingBytes == 0);
        WriteRestOfIndex();
        FinishDigests();
        segments.MarkClean(digests.Latest);
    }

    /// <summary>Lets go of files and lock. Without <see cref="MarkClean"/> before, it is as after a crash.</summary>
    public void Dispose()
    {
        View.Dispose();
        keeper.Index.Dispose();
        headFile.Dispose();
        digests.Dispose();
        segments.Dispose();
        ownership.Dispose();
    }

    /// <summary>
    /// So that the next opening loads little. A few items are loaded as fast as their file would be opened, and stay without
    /// one: a log that is opened for a single append each time would have a file for each. A full volume leaves more to load, and so does a file that cannot be read back.
    /// </summary>
    private void WriteRestOfIndex()
    {
        if (View.DurablePosition - keeper.Index.FilesUpTo >= Math.Max(1, options.IndexPartItems / ShareWorthAFile))
        {
            keeper.Index.BeginPart();
        }

        try
        {
            while (WriteIndex(CancellationToken.None))
            {
            }
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Full || failure.IsOfReading)
        {
            return;
        }
    }

    /// <summary>A full volume, or a segment that cannot be read back, leaves more to do after the next opening.</summary>
    private void FinishDigests()
    {
        try
        {
            digests.Finish();
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Full || failure.IsOfReading)
        {
            return;
        }
    }

    private static long BytesToWrite(FrameGroup group) => group.SizeBytes + ((long)group.FrameCount * SpaceGuard.SegmentBytes);
}
