using System.Text;
using Daybook.Import;
using Daybook.Torture.Workers;

namespace Daybook.Torture;

public sealed class KilledImportTests(ITestOutputHelper output)
{
    private const int Seed = 7;

    private const int BatchEvents = 400;

    [Theory]
    [InlineData(ImportFormat.Ndjson)]
    [InlineData(ImportFormat.Xes)]
    public async Task An_import_killed_at_random_and_run_again_ends_as_if_nothing_had_happened(ImportFormat format)
    {
        using var directory = new StoreDirectory();
        var file = Path.Combine(directory.Root, "events");
        await File.WriteAllTextAsync(file, format == ImportFormat.Xes ? Xes(1_500) : Ndjson(6_000));
        await KillAndCompareAsync(directory, file, format, BatchEvents, events: 6_000, longestStride: 4);
    }

    [Fact]
    public async Task The_import_of_a_real_bank_s_loans_survives_kills_too()
    {
        var file = BesideTheRepository("shared/data/bpic2012.xes.gz");
        Assert.SkipUnless(Size.IsNightly, "Only at night: DAYBOOK_NIGHTLY=1");
        Assert.SkipWhen(file is null, "There is no ../shared/data/bpic2012.xes.gz beside the repository.");
        using var directory = new StoreDirectory();
        await KillAndCompareAsync(directory, file!, ImportFormat.Xes, 2_000, events: 262_200, longestStride: 12);
    }

    private async Task KillAndCompareAsync(
        StoreDirectory directory, string file, ImportFormat format, int batchEvents, int events, int longestStride)
    {
        var random = new Random(Seed);
        var (kills, there) = (0, 0L);
        Said said;
        do
        {
            // So many new events, then a moment more; before any of them, while the store is opened and the file is read.
            var (added, spins) = (random.Next(0, longestStride) * batchEvents, random.Next(0, 100_000));
            using var worker = WorkerProcess.Start(
                [], ["import", directory.Store, file, $"{format}", $"{batchEvents}"], (worker, line) =>
                {
                    if (line == (added == 0 ? "open" : $"batch {added}"))
                    {
                        Thread.SpinWait(spins);
                        worker.Kill();
                    }
                });
            said = await worker.EndAsync();
            Assert.Empty(said.Unexpected);
            kills += said.WasKilled ? 1 : 0;
            var head = await HeadAsync(directory.Store);
            Assert.InRange(head, there + (said.WasKilled ? added : 0), events);
            Assert.True(head % batchEvents == 0 || !said.WasKilled || head == events);
            there = head;
        }
        while (said.WasKilled);

        output.WriteLine($"seed {Seed}: {kills} kills of an import of {events} events; the last run said: {said.Lines[^1]}");
        Assert.True(kills > 2);
        Assert.Equal(events, there);
        await AssertSameAsync(directory, file, format, batchEvents, events);
    }

    /// <summary>Event by event the same as an import that nobody disturbed, and nothing more to add.</summary>
    private static async Task AssertSameAsync(StoreDirectory directory, string file, ImportFormat format, int batchEvents, int events)
    {
        await using var undisturbed = DaybookStore.OpenInMemory();
        var options = new ImportOptions { BatchEvents = batchEvents };
        await using (var input = File.OpenRead(file))
        {
            Assert.Equal(events, (await Importer.ImportAsync(undisturbed, input, format, options)).Added);
        }

        await using var store = await DaybookStore.OpenAsync(directory.Store);
        await using (var input = File.OpenRead(file))
        {
            Assert.Equal((0, events), await Importer.ImportAsync(store, input, format, options) is var again ? (again.Added, again.AlreadyThere) : default);
        }

        await using var expected = undisturbed.ReadAllAsync().GetAsyncEnumerator();
        await foreach (var one in store.ReadAllAsync())
        {
            Assert.True(await expected.MoveNextAsync());
            Assert.Equal(Told(expected.Current), Told(one));
        }

        Assert.False(await expected.MoveNextAsync());
    }

    private static string Told(RecordedEvent one) =>
        $"{one.Position} {one.Stream}@{one.Revision} {one.Name} {one.Id} {(one.OccurredAt == one.RecordedAt ? "-" : one.OccurredAt.ToString("O"))} "
        + $"{Encoding.UTF8.GetString(one.Data.Span)} {Encoding.UTF8.GetString(one.Metadata.Span)} {string.Join(',', one.Tags)}";

    private static async Task<long> HeadAsync(string store)
    {
        await using var opened = await DaybookStore.OpenAsync(store);
        return (await opened.GetHeadAsync()).Value;
    }

    private static string Ndjson(int events)
    {
        var random = new Random(Seed);
        var text = new StringBuilder();
        for (var number = 0; number < events; number++)
        {
            var id = number % 5 == 0 ? $"\"id\":\"{new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}\"," : "";
            text.Append($$"""{"stream":"loan-{{random.Next(events / 20)}}","type":"asked",{{id}}"data":{"amount":{{random.Next(9)}}},"occurredAt":"2024-03-0{{1 + (number % 9)}}T10:00:00+01:00","tags":["branch:{{number % 7}}"]}""").Append('\n');
        }

        return text.ToString();
    }

    private static string Xes(int traces)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="UTF-8" ?><log xes.version="1.0" xmlns="http://www.xes-standard.org/">""");
        for (var trace = 0; trace < traces; trace++)
        {
            text.Append($"""<trace><string key="concept:name" value="{trace}"/>""");
            for (var number = 0; number < 4; number++)
            {
                text.Append($"""<event><string key="concept:name" value="STEP_{number}"/><date key="time:timestamp" value="2011-10-01T12:{number:00}:00+02:00"/></event>""");
            }

            text.Append("</trace>\n");
        }

        return text.Append("</log>").ToString();
    }

    private static string? BesideTheRepository(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        return null;
    }
}
