using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Importing;

public sealed class InterruptionTests
{
    private const int Loans = 6;
    private const int Events = 18;
    private static readonly ImportOptions Batches = new() { BatchEvents = 5 };
    private static readonly string File = XesText.Loans(Loans);

    public static TheoryData<int> EachBatch => [1, 2, 3];

    [Theory]
    [MemberData(nameof(EachBatch))]
    public async Task Cancelled_after_any_batch_it_tells_how_to_resume_and_resumes(int stopAfter)
    {
        await using var store = DaybookStore.OpenInMemory();
        using var stop = new CancellationTokenSource();
        var stopping = new AfterEachBatch((batch, _) =>
        {
            if (batch == stopAfter)
            {
                stop.Cancel();
            }
        });

        var stopped = await Importer.ImportAsync(store, Imports.Text(File), ImportFormat.Xes, Batches, stopping, stop.Token);
        var resumed = await Importer.ImportAsync(store, Imports.Text(File), ImportFormat.Xes, Batches, null, Imports.Ended);

        Assert.Equal(5 * stopAfter, stopped.Added);
        Assert.False(stopped.IsComplete);
        Assert.Contains("Import the same file again", stopped.ResumeHint, StringComparison.Ordinal);
        Assert.Equal(new ImportReport(Loans, Events, Events - stopped.Added, stopped.Added, null), resumed);
        Assert.Equal(await UninterruptedAsync(), await Imports.ContentAsync(store));
    }

    [Fact]
    public async Task Cancelled_before_it_begins_it_adds_nothing()
    {
        await using var store = DaybookStore.OpenInMemory();

        var report = await Importer.ImportAsync(
            store, Imports.Text(File), ImportFormat.Xes, Batches, null, new CancellationToken(canceled: true));

        Assert.Equal(0, report.Events);
        Assert.False(report.IsComplete);
        Assert.Empty(await Imports.ContentAsync(store));
    }

    [Theory]
    [MemberData(nameof(EachBatch))]
    public async Task Killed_after_any_batch_it_ends_with_the_same_content(int killedAfter)
    {
        using var directory = new TemporaryDirectory();
        await using var store = await DaybookStore.OpenAsync(directory.Store, null, Imports.Ended);
        var copying = new AfterEachBatch((batch, _) =>
        {
            if (batch == killedAfter)
            {
                directory.CopyOfStore("killed");
            }
        });
        await Importer.ImportAsync(store, Imports.Text(File), ImportFormat.Xes, Batches, copying, Imports.Ended);

        await using var killed = await DaybookStore.OpenAsync(directory["killed"], null, Imports.Ended);
        var report = await Importer.ImportAsync(killed, Imports.Text(File), ImportFormat.Xes, Batches, null, Imports.Ended);

        Assert.Equal(5 * killedAfter, report.AlreadyThere);
        Assert.Equal(await UninterruptedAsync(), await Imports.ContentAsync(killed));
    }

    [Fact]
    public async Task Batches_before_a_malformed_line_stay_and_nothing_of_its_own_is_written()
    {
        await using var store = DaybookStore.OpenInMemory();
        string[] lines = [.. Enumerable.Range(0, 13).Select(static n => $$"""{"stream":"s-{{n % 3}}","type":"t","data":{{n}}}"""), "broken"];

        var failure = await Assert.ThrowsAsync<ImportException>(() => Importer.ImportAsync(
            store, Imports.Text(string.Join('\n', lines)), ImportFormat.Ndjson, Batches, null, Imports.Ended));
        lines[^1] = """{"stream":"s-0","type":"t","data":13}""";
        var mended = await Importer.ImportAsync(
            store, Imports.Text(string.Join('\n', lines)), ImportFormat.Ndjson, Batches, null, Imports.Ended);

        Assert.Equal(14, failure.Line);
        Assert.Equal(10, failure.EventsAdded);
        Assert.Equal(new ImportReport(3, 14, 4, 10, null), mended);
    }

    [Fact]
    public async Task A_batch_is_one_append()
    {
        await using var store = DaybookStore.OpenInMemory();

        await Importer.ImportAsync(store, Imports.Text(File), ImportFormat.Xes, Batches, null, Imports.Ended);

        var recorded = new List<DateTimeOffset>();
        await foreach (var one in store.ReadAllAsync(null, Imports.Ended))
        {
            recorded.Add(one.RecordedAt);
        }

        Assert.Equal([5, 5, 5, 3], recorded.GroupBy(static at => at).Select(static batch => batch.Count()));
    }

    [Fact]
    public async Task Progress_counts_events_and_compressed_bytes()
    {
        await using var store = DaybookStore.OpenInMemory();
        var seen = new List<ImportProgress>();
        using var input = Imports.Gzipped(File);

        await Importer.ImportAsync(
            store, input, ImportFormat.Xes, Batches, new AfterEachBatch((_, progress) => seen.Add(progress)), Imports.Ended);

        Assert.Equal([5, 10, 15, 18], seen.Select(static one => one.EventsAdded));
        Assert.Equal(new ImportProgress(Events, Events, input.Length, input.Length), seen[^1]);
    }

    [Fact]
    public async Task An_input_that_fails_stops_the_import_with_its_own_error()
    {
        await using var store = DaybookStore.OpenInMemory();
        using var input = new FailingInput(File, File.IndexOf("A_APPROVED", File.Length / 2, StringComparison.Ordinal));

        await Assert.ThrowsAsync<IOException>(
            () => Importer.ImportAsync(store, input, ImportFormat.Xes, new ImportOptions { BatchEvents = 1 }, null, Imports.Ended));

        Assert.NotEmpty(await Imports.ContentAsync(store));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_batch_that_is_no_append_is_refused(int batchEvents)
    {
        await using var store = DaybookStore.OpenInMemory();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Importer.ImportAsync(
            store, Imports.Text(File), ImportFormat.Xes, new ImportOptions { BatchEvents = batchEvents }, null, Imports.Ended));
    }

    private static async Task<List<string>> UninterruptedAsync()
    {
        await using var store = DaybookStore.OpenInMemory();
        await Importer.ImportAsync(store, Imports.Text(File), ImportFormat.Xes, Batches, null, Imports.Ended);
        return await Imports.ContentAsync(store);
    }
}
