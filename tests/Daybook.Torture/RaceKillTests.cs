namespace Daybook.Torture;

/// <summary>Racers under conditions in a process that is killed: the recorded history must fit the record that is recovered.</summary>
public sealed class RaceKillTests(ITestOutputHelper output)
{
    private static readonly int Histories = Environment.GetEnvironmentVariable("DAYBOOK_NIGHTLY") == "1" ? 1_000 : 50;

    [Fact]
    public async Task Histories_of_killed_racers_fit_the_recovered_record()
    {
        var random = new Random(20261124);
        var store = Path.Combine(Directory.CreateTempSubdirectory("daybook-race-kill-").FullName, "store");
        var (acknowledged, refused, unanswered) = (0, 0, 0);
        var before = await RecoverAsync(store);

        for (var number = 0; number < Histories; number++)
        {
            if (before.Head > 10_000)
            {
                Directory.Delete(store, recursive: true);
                before = await RecoverAsync(store);
            }

            using var worker = Worker.Start($"race-{number}", store);
            await worker.HasSaidAsync(random.Next(2, 500));
            worker.Kill();
            var (lines, _) = await worker.EndAsync();
            var record = await RecoverAsync(store);

            // A line that the kill cut in two was never said.
            var history = new RaceHistory([.. lines.Select(static line => line.Split(' ')).Where(static words => words.Length > 2 || words[0] == "open")], before.Head);
            var faults = history.FaultsAgainst(record);
            Assert.True(faults.Count == 0, $"history {number}: {string.Join('\n', faults.Take(10))}\n{string.Join('\n', lines)}");
            Assert.Equal(before.First(before.Head), record.First(before.Head));
            (acknowledged, refused, unanswered) = (acknowledged + history.Acknowledged, refused + history.Refused, unanswered + history.Unanswered);
            before = record;
        }

        output.WriteLine($"{Histories} kills; {acknowledged} acknowledged, {refused} refused, {unanswered} recorded and not answered");
        Directory.Delete(Path.GetDirectoryName(store)!, recursive: true);
        Assert.True(acknowledged > Histories && refused > Histories && unanswered > 0, $"{acknowledged} acknowledged, {refused} refused, {unanswered} unanswered prove little");
    }

    private static async Task<RaceRecord> RecoverAsync(string path)
    {
        await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { SegmentSizeBytes = 8192 });
        return await RaceRecord.ReadAsync(store);
    }
}
