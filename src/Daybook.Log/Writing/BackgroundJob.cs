namespace Daybook.Log.Writing;

/// <summary>A job of a lane that is never under way twice. Thread-safe.</summary>
internal sealed class BackgroundJob(IScheduler scheduler, WorkLane lane, Action run)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? turn;

    /// <summary>Ends with the turn that is under way; at once when there is none.</summary>
    public Task Turn
    {
        get
        {
            lock (gate)
            {
                return turn?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Begins a turn, unless one is under way.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (turn is not null)
            {
                return;
            }

            turn = new TaskCompletionSource(
                scheduler.ContinuesInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        }

        scheduler.Post(lane, Run);
    }

    private void Run()
    {
        try
        {
            run();
        }
        finally
        {
            TaskCompletionSource ended;
            lock (gate)
            {
                ended = turn!;
                turn = null;
            }

            ended.SetResult();
        }
    }
}
