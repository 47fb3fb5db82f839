using Daybook.Log.Digests;
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
    private const int MostIdle = 1024;

    private readonly Lock gate = new();
    private readonly LogCore core;
    private readonly IScheduler scheduler;
    private readonly CommitPace pace;
    private readonly Upkeep upkeep;
    private readonly Func<bool> haveCallersReturned;
    private readonly IdleObjects<EncodedAppend> idleEncoded = new(Environment.ProcessorCount);
    private readonly IdleObjects<PendingAppend> idlePending = new(MostIdle);
    private FrameGroup? committing;
    private int likelyFrames;
    private bool isCommitting;
    private bool isClosing;
    private LogException? failure;

    private LogWriter(LogCore core, IScheduler scheduler, TimeProvider time)
    {
        this.core = core;
        this.scheduler = scheduler;
        pace = new CommitPace(time);
        upkeep = new Upkeep(core, scheduler, StopBefore);
        haveCallersReturned = HaveCallersReturned;
    }

    public LogView View => core.View;

    public RecoveryReport Report => core.Report;

    public FlushMode FlushMode => core.FlushMode;

    public Guid LogId => core.LogId;

    /// <summary>The digest of what is covered by now, some events behind the head; null for nothing.</summary>
    public DigestMark? Digest => core.Digest;

    /// <summary>True while the calling thread judges an append, and every other caller waits for it.</summary>
    public bool IsSequencingHere => gate.IsHeldByCurrentThread;

    public static LogWriter Open(string path, LogOptions options, CancellationToken cancellationToken)
    {
        var scheduler = options.Scheduler ?? new LaneThreads(options.Time);
        try
        {
            return new(LogCore.Open(path, options, cancellationToken), scheduler, options.Time);
        }
        catch
        {
            scheduler.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Appends atomically, and returns when what the outcome rests on is durable. Cancelled before sequencing, nothing is
    /// written; cancelled later, the outcome is unknown to the caller, who may append again with the same ids.
    /// </summary>
    public ValueTask<LogOutcome> AppendAsync(
        IReadOnlyList<StreamItems> appends, IReadOnlyList<LogCondition> conditions, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<LogOutcome>(cancellationToken);
        }

        try
        {
            var turn = TakeTurn(appends, conditions, cancellationToken.CanBeCanceled);
            if (turn.CommitsHere)
            {
                CommitHere();
            }

            return turn switch
            {
                { Pending: { } pending, Outcome: LogOutcome.Appended { WasRepeat: true } } => WithTimeAsync(pending),
                { Pending: { } pending } => pending.OutcomeAsync,
                { After: null, Outcome: { } told } => ValueTask.FromResult(WithTime(told)),
                _ => AfterAsync(turn, appends, conditions, cancellationToken),
            };
        }
        catch (Exception cause)
        {
            return ValueTask.FromException<LogOutcome>(cause);
        }
    }

    /// <summary>Waits for what is pending, then closes in order, or, after a failure, as it is.</summary>
    public async ValueTask CloseAsync()
    {
        ValueTask<LogOutcome?> last = default;
        lock (gate)
        {
            if (isClosing)
            {
                return;
            }

            isClosing = true;
            if (GroupOf(long.MaxValue) is { } group)
            {
                last = Wait(group.Callers, null).OutcomeAsync!;
            }
        }

        try
        {
            await last.ConfigureAwait(false);
        }
        catch (LogException cause) when (cause == failure)
        {
            // Its callers are told. Here it only means that there is no order to close in.
        }

        await upkeep.CloseAsync().ConfigureAwait(false);
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
            upkeep.Dispose();
            core.Dispose();
        }
    }

    public void Dispose()
    {
        scheduler.Dispose();
        core.Dispose();
    }

    /// <summary>The rest of an append that waits for room, or only as long as its caller likes.</summary>
    private async ValueTask<LogOutcome> AfterAsync(
        Turn turn, IReadOnlyList<StreamItems> appends, IReadOnlyList<LogCondition> conditions, CancellationToken cancellationToken)
    {
        await turn.After!.EndedAsync(cancellationToken).ConfigureAwait(false);
        return turn.Outcome is { } told
            ? WithTime(told)
            : await AppendAsync(appends, conditions, cancellationToken).ConfigureAwait(false);
    }

    private Turn TakeTurn(IReadOnlyList<StreamItems> appends, IReadOnlyList<LogCondition> conditions, bool mayCancel)
    {
        var encoded = idleEncoded.TryTake() ?? new EncodedAppend();
        encoded.Fill(appends, conditions);
        core.Prepare(encoded);
        var turn = TakeTurn(encoded, mayCancel);
        encoded.Clear();
        idleEncoded.Give(encoded);
        return turn;
    }

    /// <summary>Sequences the append if there is room; otherwise only says what to wait for before trying again.</summary>
    private Turn TakeTurn(EncodedAppend encoded, bool mayCancel)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosing, typeof(LogWriter));
            if (failure is not null)
            {
                throw failure;
            }

            if (upkeep.MustWait(out var written))
            {
                // A part is written when all of it is durable; until then, asking for it again and again would change nothing.
                var end = core.IndexPartEnd;
                return new Turn(null) { After = (end > core.View.DurablePosition ? GroupOf(end)?.Callers.Done : null) ?? written };
            }

            if (core.PendingBytes > 0 && core.PendingBytes + encoded.SizeBytes > LogLimits.PendingBytes)
            {
                return new Turn(null) { After = core.Building.Callers.Done };
            }

            var sequenced = SequenceOrStop(encoded);
            if (sequenced.RestsOn <= core.View.DurablePosition)
            {
                return new Turn(sequenced.Outcome);
            }

            if (BeginsCommit())
            {
                return new Turn(sequenced.Outcome) { CommitsHere = true };
            }

            var callers = GroupOf(sequenced.RestsOn)!.Callers;
            return mayCancel
                ? new Turn(sequenced.Outcome) { After = callers.Done }
                : new Turn(sequenced.Outcome) { Pending = Wait(callers, sequenced.Outcome) };
        }
    }

    private PendingAppend Wait(GroupCallers callers, LogOutcome? outcome)
    {
        var pending = idlePending.TryTake() ?? new PendingAppend(idlePending);
        pending.Hold(outcome);
        callers.Add(pending);
        return pending;
    }

    /// <summary>Sees to it that what is pending is committed; true when the caller has to do it. Called under the gate.</summary>
    private bool BeginsCommit()
    {
        if (isCommitting || core.PendingBytes == 0)
        {
            return false;
        }

        isCommitting = true;
        if (scheduler.AllowsInline && !pace.IsSlow)
        {
            return true;
        }

        scheduler.Post(WorkLane.Commit, CommitAll);
        return false;
    }

    private Sequenced SequenceOrStop(EncodedAppend encoded)
    {
        try
        {
            return core.Sequence(encoded);
        }
        catch (Exception cause) when (cause is not LogException { Fault: LogFault.Full or LogFault.ClockLeapt or LogFault.Unreadable or LogFault.Damaged })
        {
            // Anything but a refusal may have left an append half sequenced, and what follows would be wrong. A volume that
            // cannot even say how much is free is answered like one that cannot be written: with an error that stays.
            failure = Stopped(cause);
            throw failure;
        }
    }

    /// <summary>The group with which a position becomes durable; null when nothing is under way. Called under the gate.</summary>
    private FrameGroup? GroupOf(long position) =>
        committing is not null && (position <= committing.LastPosition || core.PendingBytes == 0) ? committing
        : core.PendingBytes > 0 ? core.Building
        : null;

    /// <summary>Commits one group on the caller's thread, and leaves what came meanwhile to the scheduler.</summary>
    private void CommitHere()
    {
        if (CommitNext() is not { } group)
        {
            throw failure!;
        }

        var isMoreWaiting = !IsTurnOver();
        group.Callers.Tell(null);
        core.GiveBack(group);
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

            // The callers go on first. Waiting a moment for them makes one large group of them and of those that came meanwhile.
            ExpectReturn(group);
            group.Callers.Tell(null);
            if (group.FrameCount > 1)
            {
                scheduler.Gather(haveCallersReturned, pace.Gathering);
            }

            core.GiveBack(group);
        }
        while (!IsTurnOver());
    }

    private void ExpectReturn(FrameGroup group)
    {
        lock (gate)
        {
            likelyFrames = core.Building.FrameCount + group.FrameCount;
        }
    }

    private bool HaveCallersReturned()
    {
        lock (gate)
        {
            return core.Building.FrameCount >= likelyFrames;
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

        upkeep.Begin();
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

        group.Callers.Tell(failure);
        waiting?.Callers.Tell(failure);
    }

    /// <summary>Takes no more appends; those that are sequenced are committed all the same.</summary>
    private void StopBefore(Exception cause)
    {
        lock (gate)
        {
            failure ??= Stopped(cause);
        }
    }

    private async ValueTask<LogOutcome> WithTimeAsync(PendingAppend repeat) =>
        WithTime(await repeat.OutcomeAsync.ConfigureAwait(false));

    private LogOutcome WithTime(LogOutcome outcome) => outcome is LogOutcome.Appended { WasRepeat: true } repeat
        ? repeat with { RecordedAt = core.View.RecordedAt(repeat.Positions[^1]) }
        : outcome;

    private static LogException Stopped(Exception cause) => new(
        LogFault.Failed,
        $"{cause.Message} The store takes no more appends, and whether those that were under way are recorded is not known. Mend the cause, open the store again and append again with the same event ids.",
        cause);
}
