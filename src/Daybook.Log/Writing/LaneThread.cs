namespace Daybook.Log.Writing;

/// <summary>
/// One thread that runs what is posted, in order; disposal lets it finish what it has. It is started at once: later there may be no
/// memory or handle left for it, and a commit that was decided on must not fail for want of a thread.
/// </summary>
internal sealed class LaneThread : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<Action> work = new();
    private readonly Thread thread;
    private bool stopped;

    /// <exception cref="LogException">The process cannot have another thread.</exception>
    public LaneThread(WorkLane lane)
    {
        thread = new Thread(Run) { IsBackground = true, Name = $"Daybook {lane.ToString().ToLowerInvariant()}" };
        try
        {
            thread.Start();
        }
        catch (Exception cause) when (cause is OutOfMemoryException or ThreadStartException)
        {
            throw new LogException(
                LogFault.Failed, $"The process cannot start a thread: {cause.Message} Give it more memory, threads or file handles, and open the store again.", cause);
        }
    }

    public void Post(Action work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            this.work.Enqueue(work);
            Monitor.Pulse(gate);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }

    private void Run()
    {
        while (true)
        {
            Action next;
            lock (gate)
            {
                while (work.Count == 0 && !stopped)
                {
                    Monitor.Wait(gate);
                }

                if (work.Count == 0)
                {
                    return;
                }

                next = work.Dequeue();
            }

            next();
        }
    }
}
