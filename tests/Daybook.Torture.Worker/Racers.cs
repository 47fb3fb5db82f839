using System.Globalization;

namespace Daybook.Torture;

/// <summary>
/// Racers to be killed: each reads what its query finds, appends under that as a condition, and says before and after each
/// call what it did. The lines are the history: what was said before something else began had happened before it.
/// </summary>
internal static class Racers
{
    private const int Count = 8;

    /// <summary>Runs until it is killed; the mode is <c>race-</c> and a seed.</summary>
    public static async Task<int> RunAsync(string path, string mode)
    {
        var seed = int.Parse(mode.AsSpan("race-".Length), CultureInfo.InvariantCulture);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var gate = new Lock();
        void Say(string line)
        {
            lock (gate)
            {
                output.WriteLine(line);
            }
        }

        await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { SegmentSizeBytes = 8192, IndexPartEvents = Worker.Modes.IndexPartEvents, DigestLagEvents = Worker.Modes.IndexPartEvents });
        Say("open");
        await Task.WhenAll(Enumerable.Range(0, Count).Select(racer => Task.Run(() => RaceAsync(store, new Random((seed * Count) + racer), Say))));
        return 0;
    }

    /// <summary>The history's lines: <c>read call items</c>, <c>saw call match</c>, <c>try call id after items</c>, <c>ack call position</c>, <c>refused call match</c>.</summary>
    private static async Task RaceAsync(DaybookStore store, Random random, Action<string> say)
    {
        var after = Position.Start;
        while (true)
        {
            var one = RaceQueries.NextEvent(random);
            var items = random.Next(2) == 0 ? RaceQueries.QueryOf(one, random) : RaceQueries.NextQuery(random);
            var query = RaceQueries.ToQuery(items);
            var words = string.Join(' ', items.Select(static item => string.Create(CultureInfo.InvariantCulture, $"{item.Types},{item.Category},{item.Tags}")));
            var call = random.NextInt64();
            if (random.Next(3) > 0)
            {
                say($"read {call} {words}");
                after = await LastAsync(store, query);
                say($"saw {call} {after}");
            }

            var id = Guid.CreateVersion7();
            say($"try {call} {id} {after} {words}");
            switch (await store.TryAppendAsync([RaceQueries.ToAppend(one, id)], [new AppendCondition(query, after)]))
            {
                case Appended appended:
                    say($"ack {call} {appended.LastPosition}");
                    break;
                case ConditionConflict conflict:
                    say($"refused {call} {conflict.Match}");
                    after = conflict.Match;
                    break;
            }
        }
    }

    private static async Task<Position> LastAsync(DaybookStore store, Query query)
    {
        await foreach (var last in store.ReadAsync(query, new StoreRead { Backwards = true, Limit = 1 }))
        {
            return last.Position;
        }

        return Position.Start;
    }
}
