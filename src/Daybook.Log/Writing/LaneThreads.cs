namespace Daybook.Log.Writing;

/// <summary>A thread for each lane.</summary>
internal sealed class LaneThreads : IScheduler
{
    private const int MostTurns = 1_000;

    // In the order of the lanes. Disposed in this order, so that a lane may post to those after it until it ends.
    private readonly List<LaneThread> threads = [];
    private readonly TimeProvider time;

    /// <exception cref="LogException">The process cannot have so many threads.</exception>
    public LaneThreads(TimeProvider time)
    {
        this.time = time;
        try
        {
            foreach (var lane in Enum.GetValues<WorkLane>())
            {
                threads.Add(new LaneThread(lane));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public bool AllowsInline => true;

    public bool ContinuesInline => false;

    public void Post(WorkLane lane, Action work) => threads[(int)lane].Post(work);

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

    public void Pause(TimeSpan time, CancellationToken cancellationToken) => cancellationToken.WaitHandle.WaitOne(time);

    public void Dispose()
    {
        foreach (var thread in threads)
        {
            thread.Dispose();
        }
    }
}
