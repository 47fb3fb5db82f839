using System.Threading.Tasks.Sources;

namespace Daybook.Log.Sequencing;

/// <summary>
/// An append whose outcome waits for a group to be durable. It is used again once its caller has the outcome; a failed one is
/// not, since nothing comes after it.
/// </summary>
internal sealed class PendingAppend(IdleObjects<PendingAppend> idle) : IValueTaskSource<LogOutcome>
{
    // Goes on where it is completed: that is the thread pool already, or a simulation that wants to see it.
    private ManualResetValueTaskSourceCore<LogOutcome> source;
    private LogOutcome? outcome;

    /// <summary>The one behind it in its group.</summary>
    public PendingAppend? Next { get; set; }

    public ValueTask<LogOutcome> OutcomeAsync => new(this, source.Version);

    /// <summary>Holds the outcome that is told later; null for who only waits.</summary>
    public void Hold(LogOutcome? sequenced) => outcome = sequenced;

    /// <summary>Tells the outcome, or why it is unknown.</summary>
    public void Tell(Exception? failure)
    {
        if (failure is null)
        {
            source.SetResult(outcome!);
        }
        else
        {
            source.SetException(failure);
        }
    }

    public LogOutcome GetResult(short token)
    {
        var told = source.GetResult(token);
        outcome = null;
        source.Reset();
        idle.Give(this);
        return told;
    }

    public ValueTaskSourceStatus GetStatus(short token) => source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
