namespace Daybook.Log.Writing;

/// <summary>Where the work runs that no caller runs itself: a thread for each lane in production, seeded queues in a simulation.</summary>
internal interface IScheduler : IDisposable
{
    /// <summary>True when a caller may commit on its own thread while nobody else is committing.</summary>
    bool AllowsInline { get; }

    /// <summary>
    /// True when an append goes on where its group was completed, so that a simulation decides what runs when; false sends it
    /// to the thread pool, where it cannot hold up the committer.
    /// </summary>
    bool ContinuesInline { get; }

    /// <summary>Runs work when all that was posted to the lane before is done. The work handles its own failures.</summary>
    void Post(WorkLane lane, Action work);

    /// <summary>Lets callers come back before the next group is taken: until enough have, or a time is over. Called by posted work.</summary>
    void Gather(Func<bool> isEnough, TimeSpan atMost);

    /// <summary>Waits for a time, or until it is cancelled: work that is not to take more than a share. Called by posted work.</summary>
    void Pause(TimeSpan time, CancellationToken cancellationToken);
}
