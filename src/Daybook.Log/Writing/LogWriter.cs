using System.Runtime.CompilerServices;
using Daybook.Log.Disk;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Sequencing;

namespace Daybook.Log.Writing;

/// <summary>
/// The writer as callers use it: any number of appends at once. A caller that finds nobody committing commits on its own
/// thread; those that come meanwhile join the next group, which the scheduler commits. The first failed write or flush stops
/// the log for good, since nothing is then known of what the disk holds.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    private readonly Lock gate = new();
    private readonly LogCore core;
    private readonly IScheduler scheduler;
    private readonly CommitPace pace;
    private readonly Func<bool> haveCallersReturned;
    private FrameGroup? committing;
    private int lastGroupFrames;
    private bool isCommitting;
    private bool isClosing;
    private LogException? failure;

    private LogWriter(LogCore core, IScheduler scheduler, TimeProvider time)
    {
        this.core = core;
        this.scheduler = scheduler;
        pace = new CommitPace(time);
        haveCallersReturned = HaveCallersReturned;
    }

    public LogView View => core.View;

    public RecoveryReport Report => core.Report;

    public FlushMode FlushMode => core.FlushMode;

    public Guid LogId => core.LogId;

    public static LogWriter Open(string path, LogOptions options, CancellationToken cancellationToken) =>
        new(LogCore.Open(path, options, cancellationToken), options.Scheduler ?? new LaneThreads(options.Time), options.Time);

    /// <summary>
    /// Appends atomically, and returns when what the outcome rests on is durable. Cancelled before sequencing, nothing is
    /// written; cancelled later, the outcome is unknown to the caller, who may append again with the same ids.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<LogOutcome> AppendAsync(
        IReadOnlyList<StreamItems> appends, IReadOnlyList<LogCondition> conditions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var encoded = EncodedAppend.Of(appends, conditions);
        while (true)
        {
            var (sequenced, durable, commitsHere) = TrySequence(encoded);
            if (commitsHere)
            {
                CommitHere();
            }

            await durable.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (sequenced is { } done)
            {
                return WithTime(done.Outcome);
            }
        }
    }

    /// <summary>Waits for what is pending, then closes in order, or, after a failure, as it is.</summary>
    public async ValueTask CloseAsync()
    {
        Task last;
        lock (gate)
        {
            if (isClosing)
            {
                return;
            }

            isClosing = true;
            last = WhenDurableAsync(long.MaxValue);
        }

        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        scheduler.Dispose();
        try
        {
            if (failure is null)
            {
                core.MarkClean();
            }
        }
        catch (DiskException cause)
        {
            throw Stopped(cause);
        }
        finally
        {
            core.Dispose();
        }
    }

    public void Dispose() => core.Dispose();

    /// <summary>Sequences the append if there is room; otherwise only says what to wait for before trying again.</summary>
    private (Sequenced? Sequenced, Task Durable, bool CommitsHere) TrySequence(EncodedAppend encoded)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosing, typeof(LogWriter));
            if (failure is not null)
            {
                throw failure;
            }

            if (core.PendingBytes > 0 && core.PendingBytes + encoded.SizeBytes > LogLimits.PendingBytes)
            {
                return (null, core.Building.Done, false);
            }

            var sequenced = SequenceOrStop(encoded);
            var durable = WhenDurableAsync(sequenced.RestsOn);
            if (isCommitting || core.PendingBytes == 0)
            {
                return (sequenced, durable, false);
            }

            isCommitting = true;
            if (scheduler.AllowsInline && !pace.IsSlow)
            {
                return (sequenced, durable, true);
            }

            scheduler.Post(WorkLane.Commit, CommitAll);
            return (sequenced, durable, false);
        }
    }

    private Sequenced SequenceOrStop(EncodedAppend encoded)
    {
        try
        {
            return core.Sequence(encoded);
        }
        catch (Exception cause) when (cause is not LogException { Fault: LogFault.Full or LogFault.ClockLeapt })
        {
            // Anything but a refusal may have left an append half sequenced, and what follows would be wrong. A volume that
            // cannot even say how much is free is answered like one that cannot be written: with an error that stays.
            failure = Stopped(cause);
            throw failure;
        }
    }

    /// <summary>Ends when everything up to a position is durable. Called under the gate.</summary>
    private Task WhenDurableAsync(long position)
    {
        if (position <= core.View.DurablePosition)
        {
            return Task.CompletedTask;
        }

        if (committing is not null && position <= committing.LastPosition)
        {
            return committing.Done;
        }

        return core.PendingBytes > 0 ? core.Building.Done : committing?.Done ?? Task.CompletedTask;
    }

    /// <summary>Commits one group on the caller's thread, and leaves what came meanwhile to the scheduler.</summary>
    private void CommitHere()
    {
        if (CommitNext() is not { } group)
        {
            return;
        }

        var isMoreWaiting = !IsTurnOver();
        group.Complete();
        if (isMoreWaiting)
        {
            scheduler.Post(WorkLane.Commit, CommitAll);
        }
    }

    private void CommitAll()
    {
        do
        {
            if (CommitNext() is not { } group)
            {
                return;
            }

            // The callers go on first. Waiting a moment for them makes one large group out of a small and a large one.
            group.Complete();
            if (group.FrameCount > 1)
            {
                lastGroupFrames = group.FrameCount;
                scheduler.Gather(haveCallersReturned, pace.Gathering);
            }
        }
        while (!IsTurnOver());
    }

    private bool HaveCallersReturned()
    {
        lock (gate)
        {
            return core.Building.FrameCount >= lastGroupFrames;
        }
    }

    /// <summary>Whether nothing is waiting; then the next caller finds nobody committing.</summary>
    private bool IsTurnOver()
    {
        lock (gate)
        {
            isCommitting = core.PendingBytes > 0;
            return !isCommitting;
        }
    }

    /// <summary>Commits the group built so far; null when that failed and the log has stopped.</summary>
    private FrameGroup? CommitNext()
    {
        FrameGroup group;
        lock (gate)
        {
            committing = core.Take();
            Invariant.Holds(committing is not null);
            group = committing;
        }

        try
        {
            pace.Run(core, group);
        }
        catch (Exception cause)
        {
            Stop(group, cause);
            return null;
        }

        lock (gate)
        {
            committing = null;
        }

        return group;
    }

    private void Stop(FrameGroup group, Exception cause)
    {
        FrameGroup? waiting;
        lock (gate)
        {
            failure = Stopped(cause);
            committing = null;
            waiting = core.Take();
        }

        group.Fail(failure);
        waiting?.Fail(failure);
    }

    private LogOutcome WithTime(LogOutcome outcome) => outcome is LogOutcome.Appended { WasRepeat: true } repeat
        ? repeat with { RecordedAt = core.View.RecordedAt(repeat.Positions[^1]) }
        : outcome;

    private static LogException Stopped(Exception cause) => new(
        LogFault.Failed,
        $"{cause.Message} The store takes no more appends, and whether those that were under way are recorded is not known. Mend the cause, open the store again and append again with the same event ids.",
        cause);
}
