using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Importing;

public sealed class RepetitionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(2_000)]
    public async Task The_same_file_twice_adds_nothing(int batchEvents)
    {
        await using var store = DaybookStore.OpenInMemory();
        var options = new ImportOptions { BatchEvents = batchEvents };
        var xml = XesText.Loans(5);
        var first = await Importer.ImportAsync(store, Imports.Text(xml), ImportFormat.Xes, options, null, Imports.Ended);
        var content = await Imports.ContentAsync(store);

        var second = await Importer.ImportAsync(store, Imports.Gzipped(xml), ImportFormat.Xes, options, null, Imports.Ended);

        Assert.Equal(new ImportReport(5, 15, 15, 0, null), first);
        Assert.Equal(new ImportReport(5, 15, 0, 15, null), second);
        Assert.Equal(content, await Imports.ContentAsync(store));
    }

    [Fact]
    public async Task A_file_that_grew_adds_what_is_new()
    {
        await using var store = DaybookStore.OpenInMemory();
        await Imports.Ndjson(store, Line("s", 1), Line("t", 1));

        var report = await Imports.Ndjson(store, Line("s", 1), Line("t", 1), Line("s", 2), Line("u", 1));

        Assert.Equal(new ImportReport(3, 4, 2, 2, null), report);
        Assert.Equal(["1", "2"], (await Imports.EventsAsync(store, "s")).Select(Imports.DataOf));
    }

    [Fact]
    public async Task Equal_events_of_one_stream_are_different_events()
    {
        await using var store = DaybookStore.OpenInMemory();

        var first = await Imports.Ndjson(store, Line("s", 1), Line("s", 1));
        var second = await Imports.Ndjson(store, Line("s", 1), Line("s", 1), Line("s", 1));

        Assert.Equal(2, first.Added);
        Assert.Equal(1, second.Added);
    }

    [Fact]
    public async Task The_file_is_appended_behind_what_a_stream_has_already()
    {
        await using var store = DaybookStore.OpenInMemory();
        await store.AppendAsync("s", ExpectedRevision.Any, [new NewEvent("own", "0"u8.ToArray())], Imports.Ended);
        await Imports.Ndjson(store, Line("s", 1));
        await store.AppendAsync("s", ExpectedRevision.Any, [new NewEvent("own", "0"u8.ToArray())], Imports.Ended);

        var report = await Imports.Ndjson(store, Line("s", 1), Line("s", 2));

        Assert.Equal((1L, 1L), (report.Added, report.AlreadyThere));
        Assert.Equal(["0", "1", "0", "2"], (await Imports.EventsAsync(store, "s")).Select(Imports.DataOf));
    }

    [Fact]
    public async Task An_event_that_lies_far_back_in_its_stream_is_found()
    {
        await using var store = DaybookStore.OpenInMemory();
        await Imports.Ndjson(store, Line("s", 1));
        for (var count = 0; count < 3; count++)
        {
            var later = Enumerable.Range(0, 500).Select(static _ => new NewEvent("own", default)).ToArray();
            await store.AppendAsync("s", ExpectedRevision.Any, later, Imports.Ended);
        }

        Assert.Equal(0, (await Imports.Ndjson(store, Line("s", 1))).Added);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task An_id_that_the_file_gives_twice_is_refused_with_its_line(int batchEvents)
    {
        await using var store = DaybookStore.OpenInMemory();
        var id = Guid.Parse("0190163d-8694-739b-aea5-966c26f8ad91");
        var text = string.Join('\n', WithId("s", id), WithId("t", id), Line("s", 1), WithId("s", id));
        var options = new ImportOptions { BatchEvents = batchEvents };

        var first = await Assert.ThrowsAsync<ImportException>(
            () => Importer.ImportAsync(store, Imports.Text(text), ImportFormat.Ndjson, options, null, Imports.Ended));
        var again = await Assert.ThrowsAsync<ImportException>(
            () => Importer.ImportAsync(store, Imports.Text(text), ImportFormat.Ndjson, options, null, Imports.Ended));

        Assert.Equal(4, first.Line);
        Assert.Equal(4, again.Line);
        Assert.Equal(batchEvents == 1 ? 3 : 0, first.EventsAdded);
        Assert.Equal(0, again.EventsAdded);
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_add_it_once()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await DaybookStore.OpenAsync(directory.Store, null, Imports.Ended);
        var xml = XesText.Loans(200);
        var options = new ImportOptions { BatchEvents = 50 };

        var reports = await Task.WhenAll(
            Importer.ImportAsync(store, Imports.Text(xml), ImportFormat.Xes, options, null, Imports.Ended),
            Importer.ImportAsync(store, Imports.Text(xml), ImportFormat.Xes, options, null, Imports.Ended));

        Assert.Equal(600, (await store.GetHeadAsync(Imports.Ended)).Value);
        Assert.Equal(600, reports[0].Added + reports[1].Added);
    }

    [Fact]
    public async Task Others_may_append_to_the_same_streams_meanwhile()
    {
        await using var store = DaybookStore.OpenInMemory();
        var text = string.Join('\n', Line("s", 1), Line("t", 1), Line("s", 2), Line("t", 2));
        var others = new AfterEachBatch((batch, _) =>
        {
            if (batch == 1)
            {
                store.AppendAsync("s", ExpectedRevision.Any, [new NewEvent("own", "0"u8.ToArray())], Imports.Ended).AsTask().GetAwaiter().GetResult();
            }
        });

        var report = await Importer.ImportAsync(
            store, Imports.Text(text), ImportFormat.Ndjson, new ImportOptions { BatchEvents = 2 }, others, Imports.Ended);

        Assert.Equal(4, report.Added);
        Assert.Equal(["1", "0", "2"], (await Imports.EventsAsync(store, "s")).Select(Imports.DataOf));
    }

    private static string Line(string stream, int data) => $$"""{"stream":"{{stream}}","type":"t","data":{{data}}}""";

    private static string WithId(string stream, Guid id) => $$"""{"stream":"{{stream}}","type":"t","data":0,"id":"{{id}}"}""";
}
