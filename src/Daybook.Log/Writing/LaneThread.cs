namespace Daybook.Log.Writing;

/// <summary>One thread that runs what is posted, in order. It is started at the first post; disposal lets it finish what it has.</summary>
internal sealed class LaneThread(WorkLane lane) : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<Action> work = new();
    private Thread? thread;
    private bool stopped;

    public void Post(Action work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            this.work.Enqueue(work);
            if (thread is null)
            {
                thread = new Thread(Run) { IsBackground = true, Name = $"Daybook {lane.ToString().ToLowerInvariant()}" };
                thread.Start();
            }

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

        thread?.Join();
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
