using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// Work of one lane on which no append waits. A full volume and what cannot be read are tried again after a later commit; a write
/// that fails, and anything else, stops the log.
/// </summary>
internal sealed class LaneWork
{
    private readonly Action<CancellationToken> work;
    private readonly Action<Exception> stop;
    private readonly CancellationToken ending;
    private readonly BackgroundJob job;

    /// <param name="scheduler">Where it runs.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="work">One turn of it.</param>
    /// <param name="stop">Told of a failure that is none for later.</param>
    /// <param name="ending">Breaks it off.</param>
    public LaneWork(IScheduler scheduler, WorkLane lane, Action<CancellationToken> work, Action<Exception> stop, CancellationToken ending)
    {
        this.work = work;
        this.stop = stop;
        this.ending = ending;
        job = new BackgroundJob(scheduler, lane, Run);
    }

    /// <summary>Ends with the turn that is under way; at once when there is none.</summary>
    public Task Turn => job.Turn;

    /// <summary>Begins a turn, unless one is under way.</summary>
    public void Begin() => job.Begin();

    private void Run()
    {
        try
        {
            work(ending);
        }
        catch (Exception cause)
        {
            var isForLater = cause is OperationCanceledException or DiskException { Fault: DiskFault.Full } or DiskException { IsOfReading: true };
            if (!isForLater)
            {
                stop(cause);
            }
        }
    }
}
