namespace Daybook.Testing;

/// <summary>Order, expectations and atomicity of appends.</summary>
internal static class AppendCases
{
    public static ContractCase[] All { get; } =
    [
        new("Positions begin with 1 and revisions with 0", static async store =>
        {
            var first = await store.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(2)).ConfigureAwait(false);
            var second = await store.AppendAsync("b", ExpectedRevision.Any, Sample.Events(1)).ConfigureAwait(false);
            Expect.SameList([1L, 2], first.Positions.Select(static position => position.Value), "positions of the first append");
            Expect.Same(3, second.LastPosition.Value, "position of the second append");
            Expect.Same(1, first.LastRevision.Value, "last revision of a");
            Expect.Same(0, second.LastRevision.Value, "last revision of b");
        }),
        new("What was appended is read back as it was", static async store =>
        {
            var occurredAt = new DateTimeOffset(2011, 10, 1, 0, 38, 44, TimeSpan.FromHours(2));
            var one = Sample.Events(1)[0] with { OccurredAt = occurredAt, Tags = ["customer:7", "vip"], Metadata = "{\"user\":\"ada\"}"u8.ToArray() };
            var appended = await store.AppendAsync("a-1", ExpectedRevision.NoStream, [one]).ConfigureAwait(false);
            var read = (await Sample.ListAsync(store.ReadStreamAsync("a-1")).ConfigureAwait(false))[0];
            Expect.Same(one.Id, read.Id, "id");
            Expect.Same("happened", read.Name.Value, "name");
            Expect.Same(occurredAt, read.OccurredAt, "occurred at");
            Expect.Same(occurredAt.Offset, read.OccurredAt.Offset, "offset of occurred at");
            Expect.Same(appended.RecordedAt, read.RecordedAt, "recorded at");
            Expect.SameList(one.Tags, read.Tags, "tags");
            Expect.Same(Convert.ToHexString(one.Data.Span), Convert.ToHexString(read.Data.Span), "data");
            Expect.Same(Convert.ToHexString(one.Metadata.Span), Convert.ToHexString(read.Metadata.Span), "metadata");
        }),
        new("A stream that is not as expected conflicts and nothing is written", static async store =>
        {
            await store.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(3)).ConfigureAwait(false);
            foreach (var expected in new[] { ExpectedRevision.NoStream, ExpectedRevision.At(1), ExpectedRevision.At(3) })
            {
                var conflict = await Expect.ThrowsAsync<AppendConflictException>(
                    () => store.AppendAsync("a", expected, Sample.Events(1)).AsTask(), ErrorCodes.AppendConflict).ConfigureAwait(false);
                Expect.Same("a", conflict.Stream.Value, "stream of the conflict");
                Expect.Same(expected, conflict.Expected, "expected of the conflict");
                Expect.Same(new Revision(2), conflict.Actual, "actual of the conflict");
            }

            var missing = await Expect.ThrowsAsync<AppendConflictException>(
                () => store.AppendAsync("b", ExpectedRevision.StreamExists, Sample.Events(1)).AsTask(), ErrorCodes.AppendConflict).ConfigureAwait(false);
            Expect.Same(null, missing.Actual, "actual of a stream that does not exist");
            Expect.Same(3, (await store.GetHeadAsync().ConfigureAwait(false)).Value, "head");
        }),
        new("Expectations that hold are accepted", static async store =>
        {
            await store.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1)).ConfigureAwait(false);
            await store.AppendAsync("a", ExpectedRevision.At(0), Sample.Events(1)).ConfigureAwait(false);
            await store.AppendAsync("a", ExpectedRevision.StreamExists, Sample.Events(1)).ConfigureAwait(false);
            var last = await store.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1)).ConfigureAwait(false);
            Expect.Same(3, last.LastRevision.Value, "last revision");
        }),
        new("An append over several streams is whole or not at all", static async store =>
        {
            await store.AppendAsync("b", ExpectedRevision.NoStream, Sample.Events(1)).ConfigureAwait(false);
            StreamEvents[] wrong = [new("a", ExpectedRevision.NoStream, Sample.Events(2)), new("b", ExpectedRevision.NoStream, Sample.Events(1))];
            var outcome = await store.TryAppendAsync(wrong).ConfigureAwait(false);
            Expect.Same(new Conflict("b", ExpectedRevision.NoStream, new Revision(0)), outcome, "outcome");
            Expect.Same("1", await Sample.PositionsAsync(store.ReadAllAsync()).ConfigureAwait(false), "positions after the conflict");
            StreamEvents[] right = [new("a", ExpectedRevision.NoStream, Sample.Events(2)), new("b", ExpectedRevision.At(0), Sample.Events(1))];
            var appended = await store.AppendAsync(right).ConfigureAwait(false);
            Expect.SameList([2L, 3, 4], appended.Positions.Select(static position => position.Value), "positions");
            Expect.SameList([1L, 1], appended.LastRevisions.Select(static revision => revision.Value), "last revisions");
        }),
        new("Recorded time is one for an append and later for the next", static async store =>
        {
            for (var append = 0; append < 20; append++)
            {
                await store.AppendAsync("a", ExpectedRevision.Any, Sample.Events(2)).ConfigureAwait(false);
            }

            var times = (await Sample.ListAsync(store.ReadAllAsync()).ConfigureAwait(false)).Select(static one => one.RecordedAt).ToArray();
            for (var index = 2; index < times.Length; index += 2)
            {
                Expect.Same(times[index], times[index + 1], "time within an append");
                Expect.Same(true, times[index] > times[index - 1], "the next append is later");
            }
        }),
    ];
}
