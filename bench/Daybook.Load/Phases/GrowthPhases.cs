using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load.Phases;

/// <summary>
/// What a condition costs beside a plain append to the same store, while the store grows: events are added whose tags are the
/// writers' own too, so that each condition stands on ever longer lists.
/// </summary>
internal sealed class GrowthPhases(Arguments arguments, Alternation alternation, Talk talk)
{
    private const int Accounts = 1_000_000;
    private const int BatchEvents = 1_000;

    public async Task RunAsync(Results results)
    {
        var directory = Path.Combine(arguments.Root, "growth");
        await using (var store = await DaybookStore.OpenAsync(directory))
        {
            var plain = new DaybookEngine(store, StreamWalk.ForWriters(DaybookEngine.MaxWriters, DaybookEngine.DefaultWidth), expectsRevisions: true);
            var conditions = new ConditionEngine(store);
            foreach (var (step, events) in Steps())
            {
                await FillAsync(store, events);
                await conditions.CatchUpAsync();
                foreach (var writers in (int[])[1, 16])
                {
                    results.Phases.Add(await alternation.RunAsync(
                        PhaseNames.Growth(writers, step),
                        [
                            new Subject(EngineCatalog.Ours, (time, latencies) => Appending.RunAsync(plain, writers, time, latencies)),
                            new Subject(EngineCatalog.Condition, (time, latencies) => Appending.RunAsync(conditions, writers, time, latencies)),
                        ],
                        arguments.Time));
                }
            }
        }

        Directory.Delete(directory, recursive: true);
    }

    private IEnumerable<(string Step, long Events)> Steps() =>
        [(PhaseNames.GrowthBegin, 0), ("a tenth", arguments.Growth / 10), (PhaseNames.GrowthEnd, arguments.Growth)];

    private async Task FillAsync(DaybookStore store, long events)
    {
        for (var position = (await store.GetHeadAsync()).Value; position < events;)
        {
            var first = position;
            NewEvent At(int at) => new(DaybookEngine.Name, Appending.Payload) { Tags = ConditionEngine.TagsOf((int)((first + at) % Accounts)) };
            var parts = Enumerable.Range(0, BatchEvents).Select(At).Chunk(StreamWalk.StreamLength)
                .Select((chunk, number) => new StreamEvents(new StreamName($"grown-{first}-{number}"), ExpectedRevision.NoStream, chunk));
            position = (await store.AppendAsync([.. parts])).LastPosition.Value;
            if (position / 5_000_000 != first / 5_000_000)
            {
                talk.Say($"daybook: {position:N0} of {events:N0} events");
            }
        }
    }
}
