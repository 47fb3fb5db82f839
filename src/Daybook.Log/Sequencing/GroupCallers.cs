namespace Daybook.Log.Sequencing;

/// <summary>
/// The callers whose appends wait for one group. All are added before they are told. One queued piece of work tells many,
/// because queueing each of hundreds costs more than all else that is done for it.
/// </summary>
internal sealed class GroupCallers(bool continueInline) : IThreadPoolWorkItem
{
    private PendingAppend? first;
    private PendingAppend? last;
    private TaskCompletionSource? done;
    private Exception? failure;
    private int isQueued;

    /// <summary>Ends when they are told. Taken before that, under the writer's lock, like <see cref="Add"/>.</summary>
    public Task Done => (done ??= new TaskCompletionSource(
        continueInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Add(PendingAppend caller)
    {
        if (first is null)
        {
            first = caller;
        }
        else
        {
            last!.Next = caller;
        }

        last = caller;
    }

    /// <summary>Tells all of them; a failure when it is not known what became of the group.</summary>
    public void Tell(Exception? cause)
    {
        failure = cause;
        if (cause is null)
        {
            done?.TrySetResult();
        }
        else if (done?.TrySetException(cause) == true)
        {
            // Observed here: an append that was cancelled leaves nobody else to look.
            _ = done.Task.Exception;
        }

        if (continueInline)
        {
            Execute();
        }
        else if (first is not null)
        {
            Queue();
        }
    }

    /// <summary>
    /// Tells one after the other. Whoever goes on may block, even until another of them has gone on, so while there are more
    /// a piece of work for them is always queued: a thread that is free takes it.
    /// </summary>
    public void Execute()
    {
        Volatile.Write(ref isQueued, 0);
        while (TryTake() is { } caller)
        {
            if (!continueInline && Volatile.Read(ref first) is not null)
            {
                Queue();
            }

            caller.Tell(failure);
        }
    }

    private void Queue()
    {
        if (Interlocked.Exchange(ref isQueued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>The list only shrinks now, so what was first comes first no second time.</summary>
    private PendingAppend? TryTake()
    {
        while (Volatile.Read(ref first) is { } caller)
        {
            var next = caller.Next;
            if (Interlocked.CompareExchange(ref first, next, caller) == caller)
            {
                caller.Next = null;
                return caller;
            }
        }

        return null;
    }
}
