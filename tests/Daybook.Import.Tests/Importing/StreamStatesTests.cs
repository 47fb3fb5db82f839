using Daybook.Import.Appending;
using Daybook.Import.Batches;
using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Importing;

public sealed class StreamStatesTests
{
    [Fact]
    public async Task Ids_are_given_up_beyond_the_limit_and_read_again()
    {
        await using var store = DaybookStore.OpenInMemory();
        var events = Enumerable.Range(0, 10).Select(static _ => new NewEvent("e", default)).ToArray();
        await store.AppendAsync("s", ExpectedRevision.NoStream, events, Imports.Ended);
        var states = new StreamStates(store, maxKeptIds: 10);
        var (first, second) = (new ImportStream("s"), new ImportStream("t"));

        states.BeginBatch();
        var found = await states.IsRecordedAsync(first, events[0].Id, Imports.Ended);
        states.Trim();
        var keptByLimit = first.IsLoaded;
        states.BeginBatch();
        states.IsFirstUse(second, events[0].Id);
        states.Trim();
        var keptBeyondLimit = first.IsLoaded;
        var foundAgain = await states.IsRecordedAsync(first, events[9].Id, Imports.Ended);

        Assert.True(found);
        Assert.True(keptByLimit);
        Assert.False(keptBeyondLimit);
        Assert.Null(second.RecordedIds);
        Assert.True(foundAgain);
    }

    [Fact]
    public async Task Ids_of_the_last_batch_are_never_given_up()
    {
        await using var store = DaybookStore.OpenInMemory();
        var states = new StreamStates(store, maxKeptIds: 0);
        var stream = new ImportStream("s");
        var id = new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]);

        states.BeginBatch();
        var isFirst = states.IsFirstUse(stream, id);
        states.Trim();
        states.BeginBatch();
        var isFirstAgain = states.IsFirstUse(stream, id);

        Assert.True(isFirst);
        Assert.False(isFirstAgain);
    }
}
