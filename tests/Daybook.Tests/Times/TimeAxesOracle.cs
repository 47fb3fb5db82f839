namespace Daybook.Tests.Times;

/// <summary>What a state must be, from all that was recorded, said without any of the store's code.</summary>
internal static class TimeAxesOracle
{
    public static (string State, long? Revision, int Events) Load(
        IEnumerable<RecordedEvent> all, StreamName stream, Func<RecordedEvent, bool> wasKnown, DateTimeOffset? effectiveAt)
    {
        var known = all.Where(one => one.Stream == stream && wasKnown(one));
        if (effectiveAt is { } instant)
        {
            known = known.Where(one => one.OccurredAt <= instant).OrderBy(one => one.OccurredAt).ThenBy(one => one.Position);
        }

        var folded = known.ToArray();
        return (
            string.Join(" ", folded.Select(static one => one.Name.Value)),
            folded.Length == 0 ? null : folded.Max(static one => one.Revision.Value),
            folded.Length);
    }
}
