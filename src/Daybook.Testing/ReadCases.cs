namespace Daybook.Testing;

/// <summary>Ranges, directions, limits and points of the record.</summary>
internal static class ReadCases
{
    public static ContractCase[] All { get; } =
    [
        new("A stream is read between inclusive and exclusive ends, both ways", static async store =>
        {
            await store.AppendAsync("other", ExpectedRevision.Any, Sample.Events(1)).ConfigureAwait(false);
            await store.AppendAsync("a", ExpectedRevision.Any, Sample.Events(6)).ConfigureAwait(false);
            static Revision At(long value) => new(value);
            (StreamRead Read, string Expected)[] reads =
            [
                (new() { From = At(2) }, "2 3 4 5"),
                (new() { After = At(2) }, "3 4 5"),
                (new() { From = At(1), To = At(3) }, "1 2 3"),
                (new() { After = At(1), Before = At(4) }, "2 3"),
                (new() { Limit = 2 }, "0 1"),
                (new() { Backwards = true }, "5 4 3 2 1 0"),
                (new() { Backwards = true, From = At(3) }, "3 2 1 0"),
                (new() { Backwards = true, After = At(3), To = At(1) }, "2 1"),
                (new() { Backwards = true, Before = At(3), Limit = 1 }, "5"),
                (new() { From = At(6) }, ""),
                (new() { From = At(9) }, ""),
                (new() { From = At(4), To = At(2) }, ""),
                (new() { AsOf = AsOf.Revision(At(1)) }, "0 1"),
                (new() { AsOf = AsOf.Position(new Position(4)) }, "0 1 2"),
                (new() { AsOf = AsOf.Position(Position.Start) }, ""),
            ];
            foreach (var (read, expected) in reads)
            {
                Expect.Same(expected, await Sample.RevisionsAsync(store.ReadStreamAsync("a", read)).ConfigureAwait(false), read.ToString());
            }

            Expect.Same("", await Sample.RevisionsAsync(store.ReadStreamAsync("nobody", new StreamRead())).ConfigureAwait(false), "a stream that does not exist");
        }),
        new("All events are read in the order of positions, both ways", static async store =>
        {
            for (var append = 0; append < 4; append++)
            {
                await store.AppendAsync($"s-{append % 2}", ExpectedRevision.Any, Sample.Events(2)).ConfigureAwait(false);
            }

            (StoreRead Read, string Expected)[] reads =
            [
                (new(), "1 2 3 4 5 6 7 8"),
                (new() { From = new Position(3), Before = new Position(6) }, "3 4 5"),
                (new() { After = new Position(6) }, "7 8"),
                (new() { Backwards = true, Limit = 3 }, "8 7 6"),
                (new() { Backwards = true, After = new Position(4) }, "3 2 1"),
                (new() { After = new Position(8) }, ""),
            ];
            foreach (var (read, expected) in reads)
            {
                Expect.Same(expected, await Sample.PositionsAsync(store.ReadAllAsync(read)).ConfigureAwait(false), read.ToString());
            }
        }),
        new("As of an instant is a prefix of the record", static async store =>
        {
            var times = new List<DateTimeOffset>();
            for (var append = 0; append < 5; append++)
            {
                times.Add((await store.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1)).ConfigureAwait(false)).RecordedAt);
            }

            for (var index = 0; index < times.Count; index++)
            {
                var at = new StreamRead { AsOf = times[index] };
                Expect.Same(index + 1, (await Sample.RevisionsAsync(store.ReadStreamAsync("a", at)).ConfigureAwait(false)).Split(' ').Length, "events at the instant");
                var before = new StoreRead { AsOf = times[index].AddTicks(-1) };
                Expect.Same(index, (await Sample.ListAsync(store.ReadAllAsync(before)).ConfigureAwait(false)).Count, "events before the instant");
            }
        }),
        new("A read of many events is complete", static async store =>
        {
            for (var append = 0; append < 30; append++)
            {
                await store.AppendAsync($"s-{append % 3}", ExpectedRevision.Any, Sample.Events(100)).ConfigureAwait(false);
            }

            Expect.Same(3000, (await Sample.ListAsync(store.ReadAllAsync()).ConfigureAwait(false)).Count, "events");
            var backwards = await Sample.ListAsync(store.ReadStreamAsync("s-1", new StreamRead { Backwards = true })).ConfigureAwait(false);
            Expect.SameList(Enumerable.Range(0, 1000).Reverse().Select(static n => (long)n), backwards.Select(static one => one.Revision.Value), "revisions");
        }),
        new("Streams are listed in order with their last revisions", static async store =>
        {
            foreach (var stream in new[] { "b-2", "a-1", "b-10", "a-1" })
            {
                await store.AppendAsync(stream, ExpectedRevision.Any, Sample.Events(1)).ConfigureAwait(false);
            }

            var listed = new List<string>();
            await foreach (var one in store.ListStreamsAsync("b-").ConfigureAwait(false))
            {
                listed.Add($"{one.Stream}@{one.LastRevision}");
            }

            Expect.SameList(["b-10@0", "b-2@0"], listed, "streams");
        }),
    ];
}
