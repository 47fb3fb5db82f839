namespace Daybook.Testing;

/// <summary>Idempotence, with the case numbers of docs/reference/append.md.</summary>
internal static class RepeatCases
{
    public static ContractCase[] All { get; } =
    [
        new("Case 3: the same events behind the expected revision answer their positions", static async store =>
        {
            var events = Sample.Events(3);
            var first = await store.AppendAsync("a", ExpectedRevision.NoStream, events).ConfigureAwait(false);
            await store.AppendAsync("a", ExpectedRevision.At(2), Sample.Events(2)).ConfigureAwait(false);
            var again = await store.AppendAsync("a", ExpectedRevision.NoStream, events).ConfigureAwait(false);
            Expect.Same(true, again.WasRepeat, "was a repeat");
            Expect.SameList(first.Positions, again.Positions, "positions");
            Expect.Same(first.RecordedAt, again.RecordedAt, "recorded at");
            Expect.Same(5, (await store.GetHeadAsync().ConfigureAwait(false)).Value, "head");
        }),
        new("Case 4: some of the events behind the expected revision are an error", static async store =>
        {
            var events = Sample.Events(2);
            await store.AppendAsync("a", ExpectedRevision.NoStream, events).ConfigureAwait(false);
            var reused = await Expect.ThrowsAsync<EventIdReusedException>(
                () => store.AppendAsync("a", ExpectedRevision.NoStream, [events[0], Sample.Events(1)[0]]).AsTask(), ErrorCodes.EventIdReused).ConfigureAwait(false);
            Expect.Same(events[0].Id, reused.EventId, "id");
            Expect.Same(0, reused.Revision.Value, "revision");
            await Expect.ThrowsAsync<EventIdReusedException>(
                () => store.AppendAsync("a", ExpectedRevision.NoStream, [events[1], events[0]]).AsTask(), ErrorCodes.EventIdReused).ConfigureAwait(false);
        }),
        new("Cases 6 and 7: without an expected revision the last 1,000 events are searched", static async store =>
        {
            var events = Sample.Events(2);
            await store.AppendAsync("a", ExpectedRevision.Any, events).ConfigureAwait(false);
            await store.AppendAsync("a", ExpectedRevision.Any, Sample.Events(998)).ConfigureAwait(false);
            Expect.Same(true, (await store.AppendAsync("a", ExpectedRevision.Any, events).ConfigureAwait(false)).WasRepeat, "repeat inside the window");
            await store.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1)).ConfigureAwait(false);
            await Expect.ThrowsAsync<EventIdReusedException>(
                () => store.AppendAsync("a", ExpectedRevision.Any, events).AsTask(), ErrorCodes.EventIdReused).ConfigureAwait(false);
            await store.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1)).ConfigureAwait(false);
            Expect.Same(false, (await store.AppendAsync("a", ExpectedRevision.Any, events).ConfigureAwait(false)).WasRepeat, "repeat outside the window");
        }),
        new("Case 10: a repeat in one stream and not in another is an error", static async store =>
        {
            var events = Sample.Events(1);
            await store.AppendAsync("a", ExpectedRevision.NoStream, events).ConfigureAwait(false);
            StreamEvents[] mixed = [new("a", ExpectedRevision.NoStream, events), new("b", ExpectedRevision.NoStream, Sample.Events(1))];
            await Expect.ThrowsAsync<EventIdReusedException>(() => store.AppendAsync(mixed).AsTask(), ErrorCodes.EventIdReused).ConfigureAwait(false);
            Expect.Same(1, (await store.GetHeadAsync().ConfigureAwait(false)).Value, "head");
        }),
        new("The same id in two streams is no repetition", static async store =>
        {
            var events = Sample.Events(1);
            await store.AppendAsync("a", ExpectedRevision.NoStream, events).ConfigureAwait(false);
            Expect.Same(false, (await store.AppendAsync("b", ExpectedRevision.NoStream, events).ConfigureAwait(false)).WasRepeat, "repeat");
        }),
    ];
}
