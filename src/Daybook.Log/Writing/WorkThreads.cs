namespace Daybook.Log.Writing;

/// <summary>A thread for each lane, started when there is work for it.</summary>
internal sealed class WorkThreads(TimeProvider time) : IScheduler
{
    private const int MostTurns = 1_000;

    private readonly WorkThread[] lanes = [new("Daybook commit"), new("Daybook index"), new("Daybook merge")];

    public bool AllowsInline => true;

    public bool ContinuesInline => false;

    public void Post(WorkLane lane, Action work) => lanes[(int)lane].Post(work);

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

    public void Dispose() => Array.ForEach(lanes, static lane => lane.Dispose());
}
