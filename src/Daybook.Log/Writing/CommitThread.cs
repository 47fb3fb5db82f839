namespace Daybook.Log.Writing;

/// <summary>One thread that runs what is posted, in order. It is started at the first post and ends at disposal.</summary>
internal sealed class CommitThread(TimeProvider time) : IScheduler
{
    private const int MostTurns = 1_000;

    private readonly object gate = new();
    private readonly Queue<Action> work = new();
    private Thread? thread;
    private bool stopped;

    public bool AllowsInline => true;

    public bool ContinuesInline => false;

    public void Post(Action work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            this.work.Enqueue(work);
            if (thread is null)
            {
                thread = new Thread(Run) { IsBackground = true, Name = "Daybook commit" };
                thread.Start();
            }

            Monitor.Pulse(gate);
        }
    }

    public void Gather(Func<bool> isEnough, TimeSpan atMost)
    {
        // Far shorter than any sleep; yielding leaves the processor to the callers that are waited for. The number of turns is
        // for clocks that stand still.
        var begun = time.GetTimestamp();
        for (var turn = 0; turn < MostTurns && !isEnough() && time.GetElapsedTime(begun) < atMost; turn++)
        {
            Thread.Yield();
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
