namespace Daybook.Log.Writing;

/// <summary>What a writer does beside its commits: makes the next segment, gives events their digests, keeps the index in files, packs full segments.</summary>
internal sealed class Upkeep : IDisposable
{
    private readonly LogCore core;
    private readonly LaneWork segment;
    private readonly LaneWork digests;
    private readonly LaneWork packing;
    private readonly IndexWork index;
    private readonly CancellationTokenSource ending = new();

    /// <param name="core">The log.</param>
    /// <param name="scheduler">Where the work runs.</param>
    /// <param name="stop">Told of a failure after which the log takes no more appends.</param>
    public Upkeep(LogCore core, IScheduler scheduler, Action<Exception> stop)
    {
        this.core = core;
        segment = new LaneWork(scheduler, WorkLane.Segment, core.MakeSegment, stop, ending.Token);
        digests = new LaneWork(scheduler, WorkLane.Digest, core.MakeDigests, stop, ending.Token);
        packing = new LaneWork(scheduler, WorkLane.Pack, ending => PackAll(core, scheduler, ending), stop, ending.Token);
        index = new IndexWork(core, scheduler, stop, ending.Token);
    }

    /// <summary>To be called after each commit: begins what there is to do.</summary>
    public void Begin()
    {
        if (core.WantsSegment)
        {
            segment.Begin();
        }

        if (core.WantsDigests)
        {
            digests.Begin();
        }

        if (core.WantsPacking)
        {
            packing.Begin();
        }

        index.Begin();
    }

    /// <summary>True when the next append must wait for a turn of the index first.</summary>
    /// <exception cref="LogException">The volume has no room for the index, or an index file cannot be read.</exception>
    public bool MustWait(out Task turn) => index.MustWait(out turn);

    /// <summary>Breaks off what is under way and waits until nothing is. Whatever was not finished is done after the next opening.</summary>
    public async Task CloseAsync()
    {
        // Nothing is registered that this would run.
        ending.Cancel();
        await segment.Turn.EndedAsync(CancellationToken.None).ConfigureAwait(false);
        await digests.Turn.EndedAsync(CancellationToken.None).ConfigureAwait(false);
        await packing.Turn.EndedAsync(CancellationToken.None).ConfigureAwait(false);
        await index.CloseAsync().ConfigureAwait(false);
    }

    public void Dispose() => ending.Dispose();

    /// <summary>After each segment it rests as long as the budget says that packing it takes: the packing itself is much faster.</summary>
    private static void PackAll(LogCore core, IScheduler scheduler, CancellationToken ending)
    {
        while (core.PackNext(ending) is { } time && !ending.IsCancellationRequested)
        {
            scheduler.Pause(time, ending);
        }
    }
}
