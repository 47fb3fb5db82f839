namespace Daybook.Log.Writing;

/// <summary>Where the commits run that no caller runs itself: a thread in production, a seeded queue in a simulation.</summary>
internal interface IScheduler : IDisposable
{
    /// <summary>True when a caller may commit on its own thread while nobody else is committing.</summary>
    bool AllowsInline { get; }

    void Post(Action work);
}
