using Daybook.Log.Sequencing;

namespace Daybook.Log.Writing;

/// <summary>
/// What came of an attempt to append. Without an outcome there was no room, and it is tried again <see cref="After"/>;
/// with one, it is told after that, or by <see cref="Pending"/>, or at once, when the caller has committed it where it has to.
/// </summary>
internal readonly record struct Turn(LogOutcome? Outcome)
{
    public Task? After { get; init; }

    public PendingAppend? Pending { get; init; }

    public bool CommitsHere { get; init; }
}
