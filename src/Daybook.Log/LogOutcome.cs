namespace Daybook.Log;

/// <summary>What became of an append. Every outcome is told only when all that it rests on is durable.</summary>
internal abstract record LogOutcome
{
    /// <summary>The items are in the log, now or since an earlier append with the same ids.</summary>
    /// <param name="Positions">One position for each item, in the order of the append.</param>
    /// <param name="LastRevisions">The revision of each stream's last item of this append, in the order of the append.</param>
    /// <param name="RecordedAt">When the last of the items was recorded.</param>
    /// <param name="WasRepeat">True when an earlier append had recorded them.</param>
    public sealed record Appended(long[] Positions, long[] LastRevisions, DateTimeOffset RecordedAt, bool WasRepeat) : LogOutcome;

    /// <summary>A stream is not where the append expected it; nothing was written.</summary>
    public sealed record Conflict(string Stream, Expected Expected, long Actual) : LogOutcome;

    /// <summary>A stream is closed; nothing was written.</summary>
    /// <param name="Stream">The stream.</param>
    /// <param name="Revision">Its last revision, that of the item that closes it.</param>
    public sealed record Closed(string Stream, long Revision) : LogOutcome;

    /// <summary>A condition is not met; nothing was written.</summary>
    /// <param name="Condition">Which of the append's conditions, from 0.</param>
    /// <param name="Match">The last position whose item matches.</param>
    public sealed record ConditionFailed(int Condition, long Match) : LogOutcome;

    /// <summary>Some but not all ids of the append are already there, so it is neither new nor a repetition; nothing was written.</summary>
    public sealed record PartialRepeat(string Stream, Guid Id, long Revision) : LogOutcome;
}
