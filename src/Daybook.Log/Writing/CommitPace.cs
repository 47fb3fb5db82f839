namespace Daybook.Log.Writing;

/// <summary>How long commits take lately, and what follows from it. Used by one committer at a time.</summary>
internal sealed class CommitPace(TimeProvider time)
{
    /// <summary>Slower than this, no caller's thread is held up by a commit.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan MostGathering = TimeSpan.FromMicroseconds(50);

    private long averageTicks;

    /// <summary>True when callers should leave commits to the scheduler.</summary>
    public bool IsSlow => Volatile.Read(ref averageTicks) > Slow.Ticks;

    /// <summary>How long it pays to wait for callers to come back: a small part of what a commit of their own would cost them.</summary>
    public TimeSpan Gathering
    {
        get
        {
            var quarter = TimeSpan.FromTicks(Volatile.Read(ref averageTicks) / 4);
            return quarter < MostGathering ? quarter : MostGathering;
        }
    }

    /// <summary>Runs a commit and notes how long it took; recent commits count most.</summary>
    public void Run(LogCore core, Sequencing.FrameGroup group)
    {
        var begun = time.GetTimestamp();
        core.Commit(group);
        var taken = time.GetElapsedTime(begun).Ticks;
        Volatile.Write(ref averageTicks, ((averageTicks * 7) + taken) / 8);
    }
}
