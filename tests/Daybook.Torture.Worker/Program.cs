using Daybook;

// A writer to be killed: says what it tries and what was acknowledged, a line each, as soon as it is so.
var (mode, path) = (args[0], args[1]);
if (mode.StartsWith("race-", StringComparison.Ordinal)) { return await Daybook.Torture.Racers.RunAsync(path, mode); }
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
var gate = new Lock();
void Say(string line)
{
    lock (gate)
    {
        output.WriteLine(line);
    }
}

try
{
    await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { SegmentSizeBytes = 8192 });
    Say("open");
    if (mode == "hold")
    {
        Console.ReadLine();
        return 0;
    }

    var (writers, appends) = mode == "once" ? (1, 3) : (4, int.MaxValue);
    await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
    {
        for (var turn = 0; turn < appends; turn++)
        {
            NewEvent[] events = [new("x", new byte[mode == "once" ? 3_000 : 100 + (turn % 7 * 50)]), new("y", default)];
            Say($"try {events[0].Id}");
            var appended = await store.AppendAsync($"w-{writer}", ExpectedRevision.Any, events);
            Say($"ack {events[0].Id} {appended.Positions[0]}");
        }
    })));
    return 0;
}
catch (DaybookException refused)
{
    Say($"refused {refused.Code}");
    return 9;
}
