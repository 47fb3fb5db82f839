using CsCheck;
using Daybook.Log.Index;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexCursors;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Tests.Index;

/// <summary>Queries answered from postings, against a scan over the list of items.</summary>
public sealed class QueryIndexTests
{
    private static readonly Gen<string> Stream = OneOf("a-1", "a-2", "a", "b-1", "-b", "c");
    private static readonly Gen<string> Name = OneOf("n1", "n2", "n3", "n4");
    private static readonly Gen<string> Tag = OneOf("t1", "t2", "t3", "t4", "t5", "n1", "a");

    private static readonly Gen<Item[]> Logs =
        Gen.Select(Stream, Name, Tag.Array[0, 4], static (stream, name, tags) => new Item(stream, name, tags)).Array[0, 60];

    private static readonly Gen<LogQueryPart> Part = Gen.Select(
            OneOf<string?>(null, null, "a", "b", "-b", "c", "gone"), Name.Array[0, 3], Gen.OneOf(Tag, Gen.Const("gone")).Array[0, 3], static (category, names, tags) => new LogQueryPart(category, names, tags))
        .Where(static part => part.Category is not null || part.Names.Length + part.Tags.Length > 0);

    private static readonly Gen<LogQuery> Query = Part.Array[0, 4].Select(static parts => new LogQuery(parts));

    public static TheoryData<Layout> Layouts => [.. Enum.GetValues<Layout>()];

    [Theory, MemberData(nameof(Layouts))]
    public void A_cursor_walks_what_a_scan_finds(Layout layout) => Gen.Select(Logs, Query, Gen.Long[-1, 62], Gen.Long[-1, 62], Gen.Bool).Sample(
        (log, query, first, last, backwards) =>
        {
            using var made = Indexed(log, layout);
            using var layers = made.Index.Hold();
            var cursor = QueryIndex.Cursor(made.Index.Terms, layers, query, new Reach(first, last, backwards));
            var found = new List<long>();
            for (var next = backwards ? last : first; cursor.TrySeek(next, out var match); next = match + (backwards ? -1 : 1))
            {
                found.Add(match);
            }

            // A range cursor alone knows no items, so whoever asks for all of them cuts the range to what is there.
            var wanted = query.Parts.Length == 0
                ? Enumerable.Range(-1, 64).Select(static at => (long)at).Where(at => at >= first && at <= last)
                : Scan(log, query).Where(at => at >= first && at <= last);
            return found.SequenceEqual(backwards ? wanted.Reverse() : wanted);
        },
        iter: Iterations(layout));

    [Theory, MemberData(nameof(Layouts))]
    public void The_last_match_is_what_a_scan_finds(Layout layout) => Gen.Select(Logs, Query, Gen.Long[0, 62]).Sample(
        (log, query, after) =>
        {
            using var made = Indexed(log, layout);
            var wanted = Scan(log, query).LastOrDefault(at => at > after);

            // The second time it is the heads that answer.
            return QueryIndex.LastMatch(made.Index, query, after, log.Length) == wanted
                && QueryIndex.LastMatch(made.Index, query, after, log.Length) == wanted;
        },
        iter: Iterations(layout));

    [Theory, MemberData(nameof(Layouts))]
    public void The_last_match_is_the_same_at_every_length_of_a_growing_log(Layout layout) => Gen.Select(Logs, Query).Sample(
        (log, query) =>
        {
            using var made = new MadeIndex(layout);
            for (var at = 1; at <= log.Length; at++)
            {
                Add(made, log[at - 1], at);
                var wanted = Scan(log[..at], query).LastOrDefault();
                if (QueryIndex.LastMatch(made.Index, query, 0, at) != wanted || QueryIndex.LastMatch(made.Index, query, wanted, at) != 0)
                {
                    return false;
                }
            }

            return true;
        },
        iter: Iterations(layout) / 10);

    [Fact]
    public void Positions_that_were_taken_out_stay_as_they_were_while_more_are_added() => Logs.Sample(static log =>
    {
        var part = new MemoryPart(1);
        var taken = new List<(long[] Then, PostingRun Now)>();
        var revisions = new Dictionary<string, long>();
        for (var at = 1; at <= log.Length; at++)
        {
            var revision = revisions[log[at - 1].Stream] = revisions.GetValueOrDefault(log[at - 1].Stream, -1) + 1;
            part.Add(log[at - 1].Stream, revision, at, new NewItem(log[at - 1].Name, Items.Id(at), default) { Tags = log[at - 1].Tags });
            var positions = part.Positions(TermKind.Type, "n1");
            taken.Add((AllOf(positions), positions));
        }

        return taken.TrueForAll(static one => AllOf(one.Now).SequenceEqual(one.Then));
    });

    [Theory, MemberData(nameof(Layouts))]
    public void A_term_of_one_kind_is_not_one_of_another(Layout layout)
    {
        using var made = Indexed([new Item("same-1", "same", ["other"]), new Item("other", "other", ["same"]), new("x", "x", []), new("x", "x", [])], layout);
        using var layers = made.Index.Hold();
        long Last(TermKind kind, string text) => made.Index.Terms.LastAfter(layers, kind, text, 0);

        Assert.Equal((1, 2, 1), (Last(TermKind.Type, "same"), Last(TermKind.Tag, "same"), Last(TermKind.Category, "same")));
        Assert.Equal((1, 2, 2), (Last(TermKind.Tag, "other"), Last(TermKind.Category, "other"), Last(TermKind.Type, "other")));
        Assert.Equal(0, Last(TermKind.Tag, "gone"));
    }

    private static long[] AllOf(PostingRun positions)
    {
        var all = new long[positions.Count];
        positions.Copy(0, all);
        return all;
    }

    private static int Iterations(Layout layout) => layout >= Layout.Files ? 150 : 15_000;

    private static MadeIndex Indexed(Item[] log, Layout layout)
    {
        var made = new MadeIndex(layout);
        for (var at = 0; at < log.Length; at++)
        {
            Add(made, log[at], at + 1);
        }

        return made;
    }

    private static void Add(MadeIndex made, Item item, int number) =>
        made.Add(item.Stream, new NewItem(item.Name, Items.Id(number), default) { Tags = item.Tags });

    /// <summary>What a query means, said as plainly as can be.</summary>
    private static IEnumerable<long> Scan(Item[] log, LogQuery query) =>
        from at in Enumerable.Range(0, log.Length)
        let item = log[at]
        let category = item.Stream.LastIndexOf('-') > 0 ? item.Stream.Split('-')[0] : item.Stream
        where query.Parts.Length == 0 || query.Parts.Any(part =>
            (part.Category ?? category) == category
            && (part.Names.Length == 0 || part.Names.Contains(item.Name))
            && part.Tags.All(item.Tags.Contains))
        select (long)at + 1;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private sealed record Item(string Stream, string Name, string[] Tags);
}
