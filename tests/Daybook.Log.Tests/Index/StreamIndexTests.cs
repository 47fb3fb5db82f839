namespace Daybook.Log.Tests.Index;

/// <summary>Positions and ids of streams, in every layout, against plain lists.</summary>
public sealed class StreamIndexTests
{
    private const int Many = 260;

    public static TheoryData<Layout> Layouts => [.. Enum.GetValues<Layout>()];

    [Theory, MemberData(nameof(Layouts))]
    public void Revisions_and_positions_are_those_of_the_list(Layout layout)
    {
        using var made = Make(layout, out var log);
        var last = made.Head + 1;
        foreach (var (stream, items) in log)
        {
            Assert.Equal(items.Count - 1, made.Streams.LastRevision(stream));
            for (var position = 0; position <= last; position++)
            {
                Assert.Equal(items.FindLastIndex(item => item.Position <= position), made.Streams.LastRevisionAt(stream, position));
            }

            var target = new long[5];
            for (var revision = 0; revision <= items.Count; revision++)
            {
                var count = made.Streams.CopyPositions(stream, revision, target);
                Assert.Equal(items.Skip(revision).Take(5).Select(static item => item.Position), target[..count]);
            }
        }

        Assert.Equal((Expected.None, Expected.None), (made.Streams.LastRevision("gone"), made.Streams.LastRevisionAt("gone", last)));
        Assert.Equal(0, made.Streams.CopyPositions("gone", 0, new long[1]));
    }

    [Theory, MemberData(nameof(Layouts))]
    public void The_last_revision_is_right_at_every_length_of_a_growing_log(Layout layout)
    {
        using var made = new MadeIndex(layout);
        var last = new Dictionary<string, long>();
        var random = new Random(3);
        for (var number = 1; number <= Many; number++)
        {
            var stream = $"s-{random.Next(6)}";
            made.Add(stream, number);
            last[stream] = last.GetValueOrDefault(stream, Expected.None) + 1;
            Assert.All(last, pair => Assert.Equal(pair.Value, made.Streams.LastRevision(pair.Key)));
        }
    }

    [Theory, MemberData(nameof(Layouts))]
    public void Ids_are_those_of_the_list_and_only_suspects_are_read_from_the_log(Layout layout)
    {
        using var made = Make(layout, out var log);
        foreach (var (stream, items) in log)
        {
            var all = (0L, items.Count - 1L);
            Assert.False(made.Streams.MayHold(stream, all, [Items.Id(9_999)]));
            Assert.False(made.Streams.MayHold(stream, all, [.. Enumerable.Range(9_000, 20).Select(Items.Id)]));
            Assert.False(made.Streams.MayHold(stream, (1, items.Count - 1), [items[0].Id]));
            Assert.Equal(0, made.IdsRead);
            foreach (var (_, id) in items)
            {
                Assert.True(made.Streams.MayHold(stream, all, [Items.Id(9_999), id]));
                Assert.True(made.Streams.MayHold(stream, all, [.. Enumerable.Range(9_000, 20).Select(Items.Id), id]));
            }
        }

        foreach (var (stream, items) in log)
        {
            Assert.Equal(items.Select(static item => item.Id), made.Streams.Ids(stream, (0, items.Count - 1), made));
            Assert.Equal(items.Skip(2).Select(static item => item.Id), made.Streams.Ids(stream, (2, items.Count - 1), made));
        }
    }

    [Theory, MemberData(nameof(Layouts))]
    public void Streams_are_listed_in_ordinal_order_and_counted_up_to_a_position(Layout layout)
    {
        using var made = Make(layout, out var log);
        foreach (var prefix in new[] { "", "a", "a-", "b-1", "gone" })
        {
            for (var position = 0; position <= made.Head; position += 7)
            {
                var wanted = log.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal) && pair.Value[0].Position <= position)
                    .Select(pair => (pair.Key, (long)pair.Value.FindLastIndex(item => item.Position <= position)))
                    .OrderBy(static pair => pair.Key, StringComparer.Ordinal);
                Assert.Equal(wanted, made.Streams.ListUpTo(position, prefix));
            }
        }

        Assert.Equal(log.Count, made.Streams.CountUpTo(made.Head));
        Assert.Equal(log.Count(pair => pair.Value[0].Position < made.Head), made.Streams.CountUpTo(made.Head - 1));
    }

    [Theory, MemberData(nameof(Layouts))]
    public void A_stream_is_in_memory_as_far_as_its_parts_go(Layout layout)
    {
        using var made = Make(layout, out var log);
        var memory = made.Index.FilesUpTo;
        foreach (var (stream, items) in log)
        {
            var there = items.Count(item => item.Position > memory);
            Assert.Equal(there == items.Count || there > 0, made.Streams.IsInMemory(stream, 0));
            Assert.Equal(there == items.Count, made.Streams.IsInMemory(stream, items.Count));
        }

        Assert.Equal(layout >= Layout.Files, memory > 0);
    }

    [Fact]
    public void A_revision_or_position_that_does_not_follow_breaks_an_invariant()
    {
        var index = MadeIndex.InMemory();
        index.Add("a", 0, 1, Items.One(1));

        Assert.Throws<LogException>(() => index.Add("a", 2, 2, Items.One(2)));
        Assert.Throws<LogException>(() => index.Add("a", 0, 2, Items.One(2)));
        Assert.Throws<LogException>(() => index.Add("b", 0, 3, Items.One(2)));
    }

    private static MadeIndex Make(Layout layout, out Dictionary<string, List<(long Position, Guid Id)>> log)
    {
        var random = new Random(7);
        var made = new MadeIndex(layout);
        log = [];
        for (var number = 1; number <= Many; number++)
        {
            // Few streams at first, later others, so that some are only in the oldest files.
            var stream = $"{(random.Next(2) == 0 ? "a" : "b")}-{(number / 60) + random.Next(4)}";
            made.Add(stream, number);
            log.TryAdd(stream, []);
            log[stream].Add((made.Head, Items.Id(number)));
        }

        return made;
    }
}
