namespace Daybook.Load.Engines;

/// <summary>
/// What one puts in front of a store that does not group commits itself: one thread takes all that is waiting, commits it in
/// one step and then answers everybody at once.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private readonly object gate = new();
    private readonly Action<IReadOnlyList<Row>> commit;
    private readonly Thread thread;
    private Group waiting = new();
    private bool isStopped;

    public WriteQueue(Action<IReadOnlyList<Row>> commit)
    {
        this.commit = commit;
        thread = new Thread(Run) { IsBackground = true, Name = "write queue" };
        thread.Start();
    }

    public Task AppendAsync(Row row)
    {
        lock (gate)
        {
            waiting.Rows.Add(row);
            if (waiting.Rows.Count == 1)
            {
                Monitor.Pulse(gate);
            }

            return waiting.Done.Task;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isStopped = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }

    private void Run()
    {
        while (Take() is { } group)
        {
            try
            {
                commit(group.Rows);
                group.Done.SetResult();
            }
            catch (Exception failure)
            {
                group.Done.SetException(failure);
            }
        }
    }

    private Group? Take()
    {
        lock (gate)
        {
            while (waiting.Rows.Count == 0)
            {
                if (isStopped)
                {
                    return null;
                }

                Monitor.Wait(gate);
            }

            var taken = waiting;
            waiting = new Group();
            return taken;
        }
    }

    private sealed class Group
    {
        public List<Row> Rows { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
