namespace Daybook.Log.Sequencing;

/// <summary>Objects that wait to be used again, up to a number; more are left to the collector. Thread-safe.</summary>
internal sealed class IdleObjects<T>(int most)
    where T : class
{
    private readonly Lock gate = new();
    private readonly Stack<T> idle = new();

    /// <summary>One of them; null when there is none.</summary>
    public T? TryTake()
    {
        lock (gate)
        {
            return idle.TryPop(out var one) ? one : null;
        }
    }

    public void Give(T one)
    {
        lock (gate)
        {
            if (idle.Count < most)
            {
                idle.Push(one);
            }
        }
    }
}
