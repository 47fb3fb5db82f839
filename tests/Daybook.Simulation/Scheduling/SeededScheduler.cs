using Daybook.Log.Writing;
using Daybook.Simulation.Disks;

namespace Daybook.Simulation.Scheduling;

/// <summary>
/// Runs a writer, its callers, readers and committers one at a time, and at each step lets chance say who goes on. Each actor
/// is a thread that stops wherever another could come in between: at every operation of the disk, at every post and where it
/// waits. The writer itself runs unchanged, and the same seed gives the same order.
/// </summary>
internal sealed class SeededScheduler(Random random, DiskTrace trace) : IScheduler
{
    private readonly List<Actor> actors = [];
    private readonly Queue<Action>[] posted = [.. Enum.GetValues<WorkLane>().Select(static _ => new Queue<Action>())];
    private readonly bool[] isServed = new bool[Enum.GetValues<WorkLane>().Length];
    private readonly TaskCompletionSource ended = new();
    private Actor? running;
    private bool isStopped;
    private Exception? failure;

    /// <summary>Steps after which everything stops as it stands; 0 for never.</summary>
    public int StopsAfter { get; set; }

    public int Steps { get; private set; }

    public int Switches { get; private set; }

    public bool WasStopped => isStopped;

    public bool AllowsInline => random.Next(2) == 0;

    public bool ContinuesInline => true;

    public void Start(string name, Action body) => actors.Add(new Actor(name, actor => RunActor(actor, body)));

    /// <summary>Work of the writer, which runs in its own time on an actor that takes the place of the lane's thread.</summary>
    public void Post(WorkLane lane, Action work)
    {
        posted[(int)lane].Enqueue(work);
        if (!isServed[(int)lane])
        {
            isServed[(int)lane] = true;
            Start(lane.ToString(), () => RunPosted((int)lane));
        }
    }

    public void Gather(Func<bool> isEnough, TimeSpan atMost)
    {
        for (var patience = random.Next(5); patience > 0 && !isEnough(); patience--)
        {
            Yield();
        }
    }

    public void Pause(TimeSpan time, CancellationToken cancellationToken) => Yield();

    /// <summary>Lets somebody else go on, or nobody: chance decides.</summary>
    public void Yield() => PassOn(null);

    /// <summary>Waits until something that another actor does is done.</summary>
    public void Until(Func<bool> condition) => PassOn(condition);

    /// <summary>Puts what an actor saw into the trace.</summary>
    public void Note(string seen) => trace.Add($"{running!.Name}: {seen}");

    /// <summary>Runs all actors to their end; throws what went wrong in one of them.</summary>
    public void Run()
    {
        if (actors.Count > 0)
        {
            Choose().Give();
            ((IAsyncResult)ended.Task).AsyncWaitHandle.WaitOne();
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    public void Dispose()
    {
    }

    private void RunActor(Actor self, Action body)
    {
        self.AwaitBaton();
        try
        {
            if (!isStopped)
            {
                body();
            }
        }
        catch (KilledException)
        {
            // The end that a stop brings.
        }
        catch (Exception cause)
        {
            Fail(cause);
        }

        actors.Remove(self);
        if (actors.Count == 0)
        {
            ended.SetResult();
        }
        else
        {
            Choose().Give();
        }
    }

    private void RunPosted(int lane)
    {
        while (posted[lane].TryDequeue(out var work))
        {
            work();
        }

        isServed[lane] = false;
    }

    private void PassOn(Func<bool>? condition)
    {
        if (!isStopped && ++Steps == StopsAfter)
        {
            isStopped = true;
        }

        if (isStopped)
        {
            throw new KilledException();
        }

        var self = running!;
        self.WaitsFor = condition;
        var next = Choose();
        if (next != self)
        {
            Switches++;
            next.Give();
            self.AwaitBaton();
        }

        if (isStopped)
        {
            throw new KilledException();
        }
    }

    /// <summary>Who goes on: any that waits for nothing, or for something that is there. After a stop, all do, to their end.</summary>
    private Actor Choose()
    {
        var ready = isStopped ? actors : actors.FindAll(static actor => actor.WaitsFor?.Invoke() ?? true);
        if (ready.Count == 0)
        {
            Fail(new InvalidOperationException($"All wait, and nobody can go on: {string.Join(", ", actors.Select(static actor => actor.Name))}."));
            ready = actors;
        }

        running = ready[random.Next(ready.Count)];
        running.WaitsFor = null;
        trace.Add(running.Name);
        return running;
    }

    private void Fail(Exception cause)
    {
        failure ??= cause;
        isStopped = true;
    }
}
