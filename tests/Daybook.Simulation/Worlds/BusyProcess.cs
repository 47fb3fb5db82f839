using Daybook.Log;
using Daybook.Log.Disk;
using Daybook.Log.Reading;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;
using Daybook.Simulation.Histories;
using Daybook.Simulation.Scheduling;

namespace Daybook.Simulation.Worlds;

/// <summary>One life of a writer's process: it opens the store, serves callers and readers at once, and closes, if it gets so far.</summary>
internal sealed class BusyProcess(SeededScheduler scheduler, Random random, BusyCounts counts, History history)
{
    private const int NearItems = 8;

    private LogWriter? writer;
    private int callersLeft;
    private bool hasFailed;
    private bool isClosing;

    public required LogOptions Options { get; init; }

    public required SimulatedTime Time { get; init; }

    public required SimulatedDisk Disk { get; init; }

    /// <summary>Checks at once what a loss of power would leave now.</summary>
    public required Action CheckNow { get; init; }

    /// <summary>How the life before ended, where that is known: in order or not.</summary>
    public required bool? MustBeClean { get; init; }

    /// <summary>How this life ended, where that is known: in order or not.</summary>
    public bool? LeavesClean { get; private set; }

    /// <summary>True when the opening came to its end.</summary>
    public bool IsOpen => writer is not null;

    public void Live(string root)
    {
        if (!TryOpen(root))
        {
            return;
        }

        var callers = random.Next(1, 9);
        callersLeft = callers;
        for (var caller = 1; caller <= callers; caller++)
        {
            scheduler.Start($"caller {caller}", Call);
        }

        scheduler.Start("reader", Read);
        var patience = random.Next(8) == 0 ? random.Next(100) : int.MaxValue;
        scheduler.Until(() => callersLeft == 0 || patience-- <= 0);
        Close();
    }

    /// <summary>Lets others go on, unless they would wait for the lock that this one holds.</summary>
    public void LetOthers()
    {
        if (writer is not { IsSequencingHere: true })
        {
            scheduler.Yield();
        }
    }

    /// <summary>All items from a position up to a head.</summary>
    public static List<StoredItem> ReadFrom(LogView view, long first, long head)
    {
        var items = new List<StoredItem>();
        var range = new ReadRange(first, head, Backwards: false);
        while (!range.IsEmpty)
        {
            items.AddRange(view.ReadAll(ref range));
        }

        History.Rule(items.Count == Math.Max(0, head - first + 1), $"{items.Count} items are read from {first} to {head}.");
        return items;
    }

    /// <summary>Where a read begins: mostly near the end, where things happen, and never so late that it leaves a gap.</summary>
    public static long SomeFirst(Random random, History history, long head)
    {
        var shown = history.Shown.Count;
        var back = random.Next(random.Next(6) == 0 ? shown + 1 : Math.Min(shown, NearItems) + 1);
        return Math.Min(head, shown - back) + 1;
    }

    private bool TryOpen(string root)
    {
        try
        {
            writer = LogWriter.Open(root, Options, CancellationToken.None);
        }
        catch (LogException failure) when (failure.Fault is LogFault.Failed or LogFault.Full && (Disk.Faults.HasStruck || Disk.Faults.HasStruckRead))
        {
            counts.Add(Happening.FailedOpening);
            return false;
        }

        Disk.BeforeChange += CountFlush;
        History.Rule(MustBeClean is null || writer.Report.WasClean == MustBeClean, $"The store says that it was closed in order: {writer.Report.WasClean}.");
        Recovered(writer.View);
        return true;
    }

    private void Recovered(LogView view)
    {
        List<StoredItem>? all = null;
        while (all is null)
        {
            try
            {
                all = ReadFrom(view, 1, view.DurablePosition);
            }
            catch (DiskException) when (Disk.Faults.HasStruckRead)
            {
                counts.Add(Happening.FailedRead);
            }
        }

        history.Recover(all);
    }

    private void CountFlush(string change) =>
        counts.Add(Happening.Group, change.StartsWith("flush", StringComparison.Ordinal) && change.EndsWith(".seg", StringComparison.Ordinal) ? 1 : 0);

    private void Close()
    {
        var failedBefore = hasFailed;
        isClosing = true;
        var closing = writer!.CloseAsync().AsTask();
        scheduler.Until(() => closing.IsCompleted);
        LeavesClean = failedBefore ? false : closing.IsCompletedSuccessfully && !Disk.Faults.HasStruck ? true : null;
        History.Rule(closing.IsCompletedSuccessfully || Disk.Faults.HasStruck, $"Closing failed without a fault: {closing.Exception}");
        counts.Add(failedBefore ? Happening.CloseAfterFailure : Happening.OrderlyClose);
    }

    private void Call()
    {
        for (var left = random.Next(1, 10); left > 0 && !isClosing; left--)
        {
            scheduler.Yield();
            Time.Advance(TimeSpan.FromTicks(random.Next(3)));
            if (random.Next(20) == 0)
            {
                Time.Shift(TimeSpan.FromTicks(random.Next(-50, 50)));
            }

            Append(Workload.Next(random, history));
        }

        callersLeft--;
    }

    private void Append(Intent intent)
    {
        var failedBefore = hasFailed;
        var toldBefore = history.LastTold;
        if (intent.Append is { } issued)
        {
            history.Issue(issued, intent.Parts);
        }

        var patience = random.Next(12) == 0 ? random.Next(12) : int.MaxValue;
        using var cancelling = new CancellationTokenSource();
        var token = patience == int.MaxValue ? CancellationToken.None : cancelling.Token;
        var appending = writer!.AppendAsync(intent.Parts, [], token).AsTask();
        scheduler.Until(() => appending.IsCompleted || patience-- <= 0);
        if (!appending.IsCompleted)
        {
            cancelling.Cancel();
        }

        scheduler.Until(() => appending.IsCompleted);
        if (appending.IsCompletedSuccessfully)
        {
            History.Rule(!failedBefore, "An append has an outcome after the log had failed.");
            var outcome = appending.GetAwaiter().GetResult();
            scheduler.Note(outcome is LogOutcome.Appended { Positions: var positions } ? $"told {positions[0]} to {positions[^1]}" : $"{outcome}");
            Judge(intent, outcome, toldBefore);
        }
        else
        {
            JudgeFailure(appending.Exception?.InnerException, failedBefore);
        }
    }

    private void Judge(Intent intent, LogOutcome outcome, long toldBefore)
    {
        switch (outcome)
        {
            case LogOutcome.Appended appended:
                History.Rule(intent.Append is not null, "An append that is there in part is recorded.");
                History.Rule(appended.Positions[^1] <= writer!.View.DurablePosition, "An append is told before it can be read.");
                history.Tell(intent.Append!, appended, toldBefore);
                counts.Add(appended.WasRepeat ? Happening.Repeated : Happening.Recorded);
                if (random.Next(6) == 0)
                {
                    CheckNow();
                }

                break;
            case LogOutcome.Conflict conflict:
                var part = intent.Parts.Single(part => part.Stream == conflict.Stream);
                History.Rule(!part.Expected.Accepts(conflict.Actual), $"A conflict is told that is none: {conflict}.");
                RuleReadable(conflict.Stream, conflict.Actual);
                counts.Add(Happening.Conflict);
                break;
            case LogOutcome.PartialRepeat partial:
                History.Rule(intent.Append is null, $"An append is told to be there in part, and never was: {partial}.");
                RuleReadable(partial.Stream, partial.Revision);
                counts.Add(Happening.Partial);
                break;
        }
    }

    /// <summary>What a refusal rests on is durable when it is told: whoever reads again finds it.</summary>
    private void RuleReadable(string stream, long revision)
    {
        try
        {
            History.Rule(
                writer!.View.LastRevision(stream, long.MaxValue) >= revision,
                $"An append is refused because of revision {revision} of {stream}, which cannot be read yet.");
        }
        catch (ObjectDisposedException) when (isClosing)
        {
            // It was told, and the writer was closed before the caller went on.
        }
        catch (DiskException) when (Disk.Faults.HasStruckRead)
        {
            counts.Add(Happening.FailedRead);
        }
    }

    private void JudgeFailure(Exception? failure, bool failedBefore)
    {
        switch (failure)
        {
            case null:
                counts.Add(Happening.Cancelled);
                break;
            case LogException { Fault: LogFault.Failed } when Disk.Faults.HasStruck:
                hasFailed = true;
                counts.Add(failedBefore ? Happening.RefusedAfterFailure : Happening.FailedAppend);
                break;
            case LogException { Fault: LogFault.Full } when Disk.Faults.HasStruck:
                counts.Add(Happening.FailedAppend);
                break;
            case LogException { Fault: LogFault.Unreadable } or DiskException when Disk.Faults.HasStruckRead:
                counts.Add(Happening.FailedRead);
                break;
            case ObjectDisposedException when isClosing:
                break;
            default:
                throw new RuleBrokenException($"An append failed without a fault: {failure}");
        }
    }

    /// <summary>Reads beside the callers, before and after a failure.</summary>
    private void Read()
    {
        for (var look = random.Next(20); look > 0; look--)
        {
            scheduler.Yield();
            if (isClosing)
            {
                return;
            }

            var view = writer!.View;
            var head = view.DurablePosition;
            var first = SomeFirst(random, history, head);
            try
            {
                var items = ReadFrom(view, first, head);
                history.Show(items, head);
                scheduler.Note($"read {first} to {head}");
                counts.Add(hasFailed ? Happening.ReadAfterFailure : Happening.Read, items.Count);
            }
            catch (DiskException) when (Disk.Faults.HasStruckRead)
            {
                counts.Add(Happening.FailedRead);
            }
            catch (ObjectDisposedException) when (isClosing)
            {
                return;
            }
        }
    }
}
