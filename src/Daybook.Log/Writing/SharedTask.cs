namespace Daybook.Log.Writing;

/// <summary>Waiting for a task that others wait for too.</summary>
internal static class SharedTask
{
    /// <summary>
    /// Waits until the task has ended, and throws what it threw. Of several that await one task the runtime sends all to the
    /// thread pool, whatever the task's options say; a continuation of one's own goes on where the task was completed.
    /// </summary>
    public static async Task EndedAsync(this Task shared, CancellationToken cancellationToken)
    {
        if (!shared.IsCompleted)
        {
            await shared.ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await shared.ConfigureAwait(false);
    }
}
