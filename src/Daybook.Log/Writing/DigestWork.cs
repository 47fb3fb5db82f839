using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// Gives events their digests in the background. A full volume and what cannot be read are tried again after a later commit; a write that
/// fails, and a log that is not what it was, stop the log.
/// </summary>
internal sealed class DigestWork : IDisposable
{
    private readonly LogCore core;
    private readonly Action<Exception> stop;
    private readonly BackgroundJob making;
    private readonly CancellationTokenSource ending = new();

    public DigestWork(LogCore core, IScheduler scheduler, Action<Exception> stop)
    {
        this.core = core;
        this.stop = stop;
        making = new BackgroundJob(scheduler, WorkLane.Digest, Make);
    }

    /// <summary>To be called after each commit: begins what there is to do.</summary>
    public void Begin()
    {
        if (core.WantsDigests)
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
            core.MakeDigests(ending.Token);
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
