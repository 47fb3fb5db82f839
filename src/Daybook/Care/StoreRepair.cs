using Daybook.Log;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Repair;
using Daybook.Storage;

namespace Daybook;

/// <summary>Repair of damaged stores: what is wrong and would be lost, and doing it. Never by itself.</summary>
public static class StoreRepair
{
    /// <summary>
    /// Finds all that is wrong with a store and what repairing would do and lose. Writes nothing and takes no lock; beside a writer
    /// what it says may be behind.
    /// </summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="progress">Told how many events have been examined; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreUnavailableException">There is no store, its format is not known, or a file could not be read.</exception>
    public static Task<RepairReport> ExamineAsync(string path, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Task.Run(
            () => LogErrors.Translated(() => ToReport(new Examination(new LogPaths(path), NativeDisk.ForThisSystem()).Run(events => progress?.Report(events), cancellationToken), null)),
            cancellationToken);
    }

    /// <summary>
    /// Examines a store once more, alone, and repairs it: index, digests and published head that are damaged are made again, and a
    /// log whose last segment is damaged is cut off before the damage. Every file that is changed is kept in a directory beside,
    /// named after the moment. Stopped or failed, it can be run again. A store of which nothing is wrong is left as it is.
    /// </summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="cutAfter">
    /// Where intact segments stand behind the damage: <see cref="RepairReport.KeptUpTo"/>, by which the caller agrees to give up
    /// everything behind that position. Null agrees to none of that.
    /// </param>
    /// <param name="progress">Told how many events have been examined; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Stops it; run it again.</param>
    /// <exception cref="StoreDamagedException">It cannot be repaired, or more would be given up than was agreed to; nothing was changed.</exception>
    /// <exception cref="StoreLockedException">A writer has the store open.</exception>
    /// <exception cref="StoreUnavailableException">There is no store, its format is not known, or a file could not be read or written.</exception>
    public static async Task<RepairReport> ApplyAsync(
        string path, Position? cutAfter = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var report = await Task.Run(() => LogErrors.Translated(() => Apply(path, cutAfter?.Value, progress, cancellationToken)), cancellationToken).ConfigureAwait(false);

        // What was set aside is made again by an opening.
        await using var store = await DaybookStore.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        return report;
    }

    private static RepairReport Apply(string path, long? cutAfter, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (plan, aside) = new RepairRun(new LogPaths(path), new LogOptions(), cancellationToken).Run(cutAfter, events => progress?.Report(events));
        return ToReport(plan, aside.Length == 0 ? null : aside);
    }

    private static RepairReport ToReport(RepairPlan plan, string? aside) => new()
    {
        Findings = [.. plan.Findings.Select(static one => new RepairFinding(LogStorage.ToFinding(one.Finding, one.Action != RepairAction.Opening), StepOf(one.Action)))],
        KeptUpTo = new Position(plan.Kept),
        RecordedUpTo = new Position(plan.NeedsCut ? plan.Recorded : plan.Kept),
        GivesUpIntactEvents = plan.IsInMiddle,
        SetAside = aside,
    };

    private static RepairStep StepOf(RepairAction action) => action switch
    {
        RepairAction.Opening => RepairStep.LeftToOpening,
        RepairAction.Rebuild => RepairStep.Rebuilt,
        RepairAction.Cut => RepairStep.Cut,
        _ => RepairStep.Impossible,
    };
}
