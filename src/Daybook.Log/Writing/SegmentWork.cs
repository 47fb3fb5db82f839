namespace Daybook.Log.Writing;

/// <summary>Has the next segment made in the background when it is time. A write that fails there stops the log, as that of a commit does.</summary>
internal sealed class SegmentWork : IDisposable
{
    private readonly LogCore core;
    private readonly Action<Exception> stop;
    private readonly BackgroundJob making;
    private readonly CancellationTokenSource ending = new();

    public SegmentWork(LogCore core, IScheduler scheduler, Action<Exception> stop)
    {
        this.core = core;
        this.stop = stop;
        making = new BackgroundJob(scheduler, WorkLane.Segment, Make);
    }

    /// <summary>To be called after each commit: begins what there is to do.</summary>
    public void Begin()
    {
        if (core.WantsSegment)
        {
            making.Begin();
        }
    }

    /// <summary>Breaks off what is under way and waits until nothing is.</summary>
    public async Task CloseAsync()
    {
        // Nothing is registered that this would run.
        ending.Cancel();
        await making.Turn.EndedAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public void Dispose() => ending.Dispose();

    private void Make()
    {
        try
        {
            core.MakeSegment(ending.Token);
        }
        catch (Exception cause)
        {
            stop(cause);
        }
    }
}
