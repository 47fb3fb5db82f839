using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;

namespace Daybook.Log.Sequencing;

/// <summary>
/// Gives appends their order: the one place where expected revisions, repetitions and conditions are checked, positions and times
/// assigned and frames built. A pure synchronous state machine, append and time in, outcome and bytes out, so that a seed can
/// drive it. It sees everything sequenced before, durable or not; since a failed write stops the log, nothing is ever taken
/// back. Not thread-safe.
/// </summary>
internal sealed class Sequencer(LogIndex index, RecordedClock clock, uint epoch, uint logSeed)
{
    /// <summary>Groups whose memory is kept: one is filled while another is written, and a third is handed over.</summary>
    private const int IdleGroups = 3;

    private readonly IdleObjects<FrameGroup> idle = new(IdleGroups);
    private FrameGroup? building;
    private StreamVerdict[] verdictMemory = new StreamVerdict[1];

    /// <summary>The position that the next item gets.</summary>
    public required long NextPosition { get; set; }

    /// <summary>The group that the next frame joins.</summary>
    public FrameGroup Building => building ??= idle.TryTake() ?? new FrameGroup(ContinuesInline);

    /// <summary>Where the salt of each frame comes from.</summary>
    public required Func<Guid> NewSalt { get; init; }

    /// <summary>Where ids are read that are no longer in memory.</summary>
    public required IItemIds Ids { get; init; }

    /// <summary>True when whoever waits for a group goes on where it is completed, and not on the thread pool.</summary>
    public bool ContinuesInline { get; init; }

    /// <summary>Sequences an append. Nothing has changed when it throws, nor when the outcome is no new append.</summary>
    /// <param name="append">The append.</param>
    /// <param name="now">The clocks, read for this append.</param>
    /// <param name="durableUpTo">The last durable position, for which the new frame will vouch.</param>
    public Sequenced Sequence(EncodedAppend append, ClockReading now, long durableUpTo)
    {
        var verdicts = VerdictsFor(append.Streams.Length);
        if (Judged(append, verdicts) is { } outcome)
        {
            return new Sequenced(outcome, NextPosition - 1);
        }

        var recorded = Record(append, verdicts, clock.Next(now), durableUpTo);
        return new Sequenced(recorded, NextPosition - 1);
    }

    /// <summary>
    /// Has the index read what an append will be judged by. What it answers may be outdated when the append is sequenced; what
    /// it has read is then in memory. Thread-safe.
    /// </summary>
    public void Prepare(EncodedAppend append)
    {
        var filesUpTo = index.FilesUpTo;
        if (filesUpTo == 0)
        {
            return;
        }

        try
        {
            Prepare(append, filesUpTo);
        }
        catch (DiskException failure)
        {
            throw Unreadable(failure);
        }
    }

    /// <summary>Hands over what was built and begins a new group; null when there is nothing.</summary>
    public FrameGroup? Take()
    {
        if (building is not { FrameCount: > 0 } taken)
        {
            return null;
        }

        building = null;
        return taken;
    }

    /// <summary>Takes back a group that nobody looks at any more, for its memory. Thread-safe.</summary>
    public void GiveBack(FrameGroup group)
    {
        group.Clear();
        idle.Give(group);
    }

    private void Prepare(EncodedAppend append, long filesUpTo)
    {
        foreach (var part in append.Streams)
        {
            var looksBack = part.Expected.Kind == ExpectedKind.Exactly ? 0 : LogLimits.RepeatWindowEvents;
            if (!index.Streams.IsInMemory(part.Stream, looksBack))
            {
                RepeatRule.Judge(index.Streams, Ids, part);
                index.Streams.IsClosed(part.Stream);
            }
        }

        foreach (var condition in append.Conditions)
        {
            if (condition.After < filesUpTo)
            {
                QueryIndex.LastMatch(index, condition.FailIfMatch, condition.After, NextPosition - 1);
            }
        }
    }

    private static LogException Unreadable(DiskException failure) => new(
        LogFault.Unreadable, $"{failure.Message}. The append could not be judged, and nothing was written. Mend the cause and append again.", failure);

    /// <summary>Why the append is no new one; null when it is, and then the verdicts say where its streams stand.</summary>
    private LogOutcome? Judged(EncodedAppend append, Span<StreamVerdict> verdicts)
    {
        try
        {
            for (var part = 0; part < verdicts.Length; part++)
            {
                verdicts[part] = RepeatRule.Judge(index.Streams, Ids, append.Streams[part]);
            }

            return Refusal(append, verdicts) ?? (LogOutcome?)Repetition(append, verdicts) ?? Unmet(append.Conditions);
        }
        catch (DiskException failure)
        {
            throw Unreadable(failure);
        }
    }

    private Span<StreamVerdict> VerdictsFor(int parts)
    {
        if (verdictMemory.Length < parts)
        {
            verdictMemory = new StreamVerdict[parts];
        }

        return verdictMemory.AsSpan(0, parts);
    }

    private LogOutcome? Refusal(EncodedAppend append, ReadOnlySpan<StreamVerdict> verdicts)
    {
        var repeats = 0;
        for (var number = 0; number < verdicts.Length; number++)
        {
            ref readonly var part = ref append.Streams[number];
            switch (verdicts[number].Kind)
            {
                // Case 19: nothing new comes to a closed stream, whatever was expected of it.
                case VerdictKind.New or VerdictKind.Conflict when index.Streams.IsClosed(part.Stream):
                    return new LogOutcome.Closed(part.Stream, verdicts[number].Revision);
                case VerdictKind.Conflict:
                    return new LogOutcome.Conflict(part.Stream, part.Expected, verdicts[number].Revision);
                case VerdictKind.Partial:
                    return new LogOutcome.PartialRepeat(part.Stream, verdicts[number].Id, verdicts[number].Revision);
                case VerdictKind.Repeat:
                    repeats++;
                    break;
            }
        }

        // Case 10: an append is atomic, so one stream of it cannot be there already while another is not.
        if (repeats == 0 || repeats == verdicts.Length)
        {
            return null;
        }

        var found = 0;
        while (verdicts[found].Kind != VerdictKind.Repeat)
        {
            found++;
        }

        return new LogOutcome.PartialRepeat(append.Streams[found].Stream, append.Streams[found].Ids[0], verdicts[found].Revision);
    }

    /// <summary>A condition looks at what is sequenced, durable or not, but never at the append's own items or at a repetition's.</summary>
    private LogOutcome.ConditionFailed? Unmet(IReadOnlyList<LogCondition> conditions)
    {
        for (var number = 0; number < conditions.Count; number++)
        {
            var condition = conditions[number];
            if (QueryIndex.LastMatch(index, condition.FailIfMatch, condition.After, NextPosition - 1) is > 0 and var match)
            {
                return new LogOutcome.ConditionFailed(number, match);
            }
        }

        return null;
    }

    private LogOutcome.Appended? Repetition(EncodedAppend append, ReadOnlySpan<StreamVerdict> verdicts)
    {
        if (verdicts[0].Kind != VerdictKind.Repeat)
        {
            return null;
        }

        var positions = new long[append.ItemCount];
        var lastRevisions = new long[verdicts.Length];
        var at = 0;
        for (var number = 0; number < verdicts.Length; number++)
        {
            var count = append.Streams[number].Count;
            index.Streams.CopyPositions(append.Streams[number].Stream, verdicts[number].Revision, positions.AsSpan(at, count));
            lastRevisions[number] = verdicts[number].Revision + count - 1;
            at += count;
        }

        // When they were recorded stands in the frames, which may not be written yet: who tells the outcome fills it in.
        return new LogOutcome.Appended(positions, lastRevisions, default, WasRepeat: true);
    }

    private LogOutcome.Appended Record(EncodedAppend append, ReadOnlySpan<StreamVerdict> verdicts, long recordedTicks, long durableUpTo)
    {
        index.BeginPartWhenFull();
        var frame = Building.Reserve(append.SizeBytes);
        var size = FrameHeader.Size;
        var first = NextPosition;
        var positions = new long[append.ItemCount];
        var lastRevisions = new long[verdicts.Length];
        OccurredRange? occurred = null;
        for (var number = 0; number < verdicts.Length; number++)
        {
            ref readonly var part = ref append.Streams[number];
            var revision = verdicts[number].Revision;
            for (var item = 0; item < part.Count; item++)
            {
                size += WriteItem(frame[size..], ++revision, part.Bytes(item));
                positions[NextPosition - first] = NextPosition;
                ref readonly var source = ref part.Source(item);
                index.Add(part.Stream, revision, NextPosition++, source);
                var ticks = source.OccurredAt?.UtcTicks ?? recordedTicks;
                occurred = occurred?.With(ticks) ?? OccurredRange.At(ticks);
            }

            lastRevisions[number] = revision;
        }

        var length = (size + FrameHeader.Alignment - 1) / FrameHeader.Alignment * FrameHeader.Alignment;
        frame[size..length].Clear();
        var header = new FrameHeader
        {
            Length = length,
            FirstPosition = first,
            Epoch = epoch,
            Count = append.ItemCount,
            RecordedTicks = recordedTicks,
            DurableUpTo = durableUpTo,
            Salt = NewSalt(),
        };
        header.Seal(frame[..header.Length], logSeed);
        Building.Add(header, occurred ?? OccurredRange.At(recordedTicks));
        return new LogOutcome.Appended(
            positions, lastRevisions, new DateTimeOffset(recordedTicks, TimeSpan.Zero), WasRepeat: false);
    }

    private static int WriteItem(Span<byte> target, long revision, ReadOnlySpan<byte> encoded)
    {
        var size = VarInt.Write(target, (ulong)(VarInt.SizeOf((ulong)revision) + encoded.Length));
        size += VarInt.Write(target[size..], (ulong)revision);
        encoded.CopyTo(target[size..]);
        return size + encoded.Length;
    }
}
