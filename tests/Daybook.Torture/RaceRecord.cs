namespace Daybook.Torture;

/// <summary>The record as it is in the end, scanned event by event: it says whether an answer that was given can have been right.</summary>
internal sealed class RaceRecord
{
    private readonly List<RaceEvent> events = [];
    private readonly Dictionary<Guid, long> positions = [];
    private readonly List<Guid> ids = [];

    public long Head => events.Count;

    public static async Task<RaceRecord> ReadAsync(DaybookStore store)
    {
        var record = new RaceRecord();
        await foreach (var one in store.ReadAllAsync())
        {
            record.events.Add(RaceQueries.ToEvent(one));
            record.ids.Add(one.Id);
            Assert.True(record.positions.TryAdd(one.Id, record.Head), $"event {one.Id} is recorded twice");
            Assert.Equal(record.Head, one.Position.Value);
        }

        return record;
    }

    public long? PositionOf(Guid id) => positions.TryGetValue(id, out var position) ? position : null;

    /// <summary>The ids of the first events.</summary>
    public IEnumerable<Guid> First(long count) => ids.Take((int)count);

    /// <summary>The last match after a position, exclusive, up to another, inclusive; 0 when there is none.</summary>
    public long LastMatch(RaceItem[] query, long after, long upTo)
    {
        for (var at = Math.Min(upTo, Head); at > after; at--)
        {
            if (RaceQueries.Matches(query, events[(int)at - 1]))
            {
                return at;
            }
        }

        return 0;
    }

    /// <summary>What is wrong with an append that was accepted: something that its condition forbids stands before it.</summary>
    public string? FaultOfAppend(RaceItem[] query, long after, long known, long position) =>
        position <= known ? $"it was recorded at or below {known}, which was known before"
        : LastMatch(query, after, position - 1) is > 0 and var match ? $"{match} matches its condition after {after}"
        : null;

    /// <summary>
    /// What is wrong with a match that was named as the last. It may have been told as of any position from what was known
    /// before the call to what was there when it returned.
    /// </summary>
    public string? FaultOfMatch(RaceItem[] query, long after, long known, long there, long match) =>
        match <= after ? $"{match} is not after {after}"
        : match > there ? $"{match} came after {there}, when it was told"
        : LastMatch(query, match - 1, match) == 0 ? $"{match} does not match"
        : LastMatch(query, match, known) is > 0 and var later ? $"{later} matches too, and was known before"
        : null;
}
