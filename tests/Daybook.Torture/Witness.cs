using Daybook.Torture.Worker;
using Daybook.Torture.Workers;

namespace Daybook.Torture;

/// <summary>
/// Knows what was tried in a store and what was acknowledged, and holds the store to it: nothing acknowledged is missing,
/// nothing is there that was not tried, nothing twice, nothing changed, no place left out, nothing shown that goes away.
/// </summary>
internal sealed class Witness(string path, int segmentSizeBytes = Witness.LeastSegment)
{
    private const int LeastSegment = 8192;

    private readonly HashSet<Turn> tried = [];
    private readonly Dictionary<Turn, long> acknowledged = [];
    private List<Turn> seen = [];

    /// <summary>Appends that were in the store although nobody had been told.</summary>
    public int RecordedUntold { get; private set; }

    /// <summary>Times that recovery removed a write that had been cut off.</summary>
    public int TornTails { get; private set; }

    public int Events { get; private set; }

    private StoreOptions Options => new() { SegmentSizeBytes = segmentSizeBytes };

    public void Hears(Said said)
    {
        Assert.Empty(said.Unexpected);
        tried.UnionWith(said.Tried);
        foreach (var (turn, position) in said.Acknowledged)
        {
            acknowledged.Add(turn, position);
        }
    }

    public void Hears(Turn turn, Appended? appended)
    {
        tried.Add(turn);
        if (appended is not null)
        {
            acknowledged[turn] = appended.Positions[0].Value;
        }
    }

    /// <summary>What a reader finds, who changes nothing. False when there is no store yet.</summary>
    public async Task<bool> CheckReadOnlyAsync()
    {
        try
        {
            await using var reader = await DaybookStore.OpenAsync(path, Options with { ReadOnly = true });
            await CheckAsync(reader);
            return true;
        }
        catch (StoreUnavailableException missing) when (missing.Code == ErrorCodes.StoreNotFound && acknowledged.Count == 0)
        {
            return false;
        }
    }

    /// <summary>
    /// A reader's look, then recovery by a writer, which must have all that the reader saw; then everything of which the
    /// outcome is unknown is appended again, and nothing of it may be there twice.
    /// </summary>
    public async Task RecoverAsync()
    {
        await CheckReadOnlyAsync();
        await using (var store = await DaybookStore.OpenAsync(path, Options))
        {
            TornTails += (await store.GetInfoAsync()).TornBytesRemoved > 0 ? 1 : 0;
            await CheckAsync(store);
            var there = seen.ToHashSet();
            var unknown = tried.Where(turn => !acknowledged.ContainsKey(turn)).OrderBy(static turn => (turn.Run, turn.Writer, turn.Number));
            foreach (var turn in unknown.ToArray())
            {
                var appended = await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events());
                Assert.Equal(there.Contains(turn), appended.WasRepeat);
                RecordedUntold += appended.WasRepeat ? 1 : 0;
                acknowledged.Add(turn, appended.Positions[0].Value);
            }

            if (there.Count < acknowledged.Count)
            {
                await CheckAsync(store);
            }
        }
    }

    /// <summary>Reads every byte of the closed store.</summary>
    public async Task VerifyAsync()
    {
        var report = await StoreVerification.VerifyAsync(path, VerifyDepth.Digests);
        Assert.Empty(report.Findings);
        Assert.Equal(Events, report.Events);
    }

    /// <summary>Reads everything and compares it with what is known.</summary>
    public async Task CheckAsync(DaybookStore store)
    {
        var events = await store.ReadAllAsync().ToListAsync();
        Assert.Equal(await store.GetHeadAsync(), new Position(events.Count));
        var turns = new List<Turn>();
        var revisions = new Dictionary<StreamName, long>();
        for (var at = 0; at < events.Count; at += turns[^1].EventCount)
        {
            var (turn, _) = Turn.Of(events[at].Id);
            Assert.True(at + turn.EventCount <= events.Count, $"{turn} is there in part");
            CheckTurn(turn, events.GetRange(at, turn.EventCount), at, revisions);
            Assert.True(at == 0 || events[at].RecordedAt > events[at - 1].RecordedAt);
            turns.Add(turn);
        }

        Assert.Equal(turns.Count, turns.Distinct().Count());
        Assert.Empty(turns.Except(tried));
        Assert.Empty(acknowledged.Keys.Except(turns));
        Assert.Equal(seen, turns.Take(seen.Count));
        CheckEachWriterHasNoHoles(turns);
        Events = events.Count;
        seen = turns;
    }

    private void CheckTurn(Turn turn, List<RecordedEvent> events, int at, Dictionary<StreamName, long> revisions)
    {
        if (acknowledged.TryGetValue(turn, out var position))
        {
            Assert.Equal(position, at + 1);
        }

        var revision = revisions.GetValueOrDefault(turn.Stream, -1);
        for (var index = 0; index < events.Count; index++)
        {
            var (recorded, made) = (events[index], turn.Event(index));
            Assert.Equal((at + index + 1, ++revision), (recorded.Position.Value, recorded.Revision.Value));
            Assert.Equal((turn.Stream, made.Name, made.Id), (recorded.Stream, recorded.Name, recorded.Id));
            Assert.Equal((made.OccurredAt, events[0].RecordedAt), (recorded.OccurredAt, recorded.RecordedAt));
            Assert.Equal(made.Tags, recorded.Tags);
            Assert.True(made.Data.Span.SequenceEqual(recorded.Data.Span), $"the data of {turn} are others");
            Assert.True(made.Metadata.Span.SequenceEqual(recorded.Metadata.Span), $"the metadata of {turn} are others");
        }

        revisions[turn.Stream] = revision;
    }

    /// <summary>A writer goes on only when it was told, so that what is there of one life of it begins at 0 and has no hole.</summary>
    private static void CheckEachWriterHasNoHoles(List<Turn> turns) =>
        Assert.All(turns.GroupBy(static turn => (turn.Run, turn.Writer)), static life =>
            Assert.Equal(Enumerable.Range(0, life.Count()), life.Select(static turn => turn.Number)));
}
