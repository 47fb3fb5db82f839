using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// Keeps the index of a writer in files, in the background: full parts are written, files are merged. Who appends waits when
/// too many parts are in memory. A full volume and what cannot be read are tried again; a write that fails stops the log, as that
/// of a commit does.
/// </summary>
internal sealed class IndexWork
{
    /// <summary>Full parts in memory at which appends wait.</summary>
    private const int MostParts = 8;

    private readonly LogCore core;
    private readonly Action<Exception> stop;
    private readonly BackgroundJob writing;
    private readonly BackgroundJob merging;
    private readonly CancellationToken ending;
    private volatile LogException? obstacle;

    public IndexWork(LogCore core, IScheduler scheduler, Action<Exception> stop, CancellationToken ending)
    {
        this.core = core;
        this.stop = stop;
        this.ending = ending;
        writing = new BackgroundJob(scheduler, WorkLane.Index, () => obstacle = Try(Write));
        merging = new BackgroundJob(scheduler, WorkLane.Merge, () => Try(Merge));
    }

    /// <summary>To be called after each commit: begins what there is to do.</summary>
    public void Begin()
    {
        if (core.IndexParts > 0)
        {
            writing.Begin();
        }
    }

    /// <summary>True when the next append must wait for a turn of the writing first.</summary>
    /// <exception cref="LogException">The volume has no room for the index, or an index file cannot be read.</exception>
    public bool MustWait(out Task turn)
    {
        turn = Task.CompletedTask;
        if (core.IndexParts < MostParts)
        {
            return false;
        }

        writing.Begin();
        turn = writing.Turn;
        return obstacle is { } known ? throw known : true;
    }

    /// <summary>Waits until nothing is under way; it has been broken off.</summary>
    public async Task CloseAsync()
    {
        await writing.Turn.EndedAsync(CancellationToken.None).ConfigureAwait(false);
        await merging.Turn.EndedAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private void Write()
    {
        var wasWritten = false;
        while (core.WriteIndex(ending))
        {
            wasWritten = true;
        }

        if (wasWritten)
        {
            merging.Begin();
        }
    }

    private void Merge()
    {
        while (core.MergeIndex(ending))
        {
        }
    }

    /// <summary>Does the work; returns why it must be tried again, null when it need not.</summary>
    private LogException? Try(Action work)
    {
        const string Remedy = "Nothing was written. Mend the cause and append again.";
        try
        {
            work();
            return null;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Whatever was not finished is done after the next opening.
            return null;
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Full)
        {
            return new LogException(LogFault.Full, $"The volume has no room for the index of what was appended lately: {failure.Message}. {Remedy}", failure);
        }
        catch (DiskException failure) when (failure.IsOfReading)
        {
            return new LogException(LogFault.Unreadable, $"An index file cannot be read: {failure.Message}. {Remedy}", failure);
        }
        catch (LogException failure) when (failure.Fault == LogFault.Damaged)
        {
            return failure;
        }
        catch (Exception cause)
        {
            stop(cause);
            return null;
        }
    }
}
