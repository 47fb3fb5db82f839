namespace Daybook.Simulation.Scheduling;

/// <summary>
/// One of those that act at once: a thread that runs only while it holds the baton, so that of all actors one runs at a time.
/// </summary>
internal sealed class Actor
{
    private const int StackBytes = 512 * 1024;

    private readonly object gate = new();
    private bool hasBaton;

    public Actor(string name, Action<Actor> run)
    {
        Name = name;
        new Thread(() => run(this), StackBytes) { IsBackground = true, Name = name }.Start();
    }

    public string Name { get; }

    /// <summary>What the actor waits for; null when it can go on.</summary>
    public Func<bool>? WaitsFor { get; set; }

    public void Give()
    {
        lock (gate)
        {
            hasBaton = true;
            Monitor.Pulse(gate);
        }
    }

    public void AwaitBaton()
    {
        lock (gate)
        {
            while (!hasBaton)
            {
                Monitor.Wait(gate);
            }

            hasBaton = false;
        }
    }
}
