using Daybook.Log.Index;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Tests.Index;

/// <summary>The heads that are kept of terms: bounded, by name, and never older than the files.</summary>
public sealed class TermHeadsTests
{
    private const ulong Seed = 7;

    [Fact]
    public void A_term_is_found_by_kind_and_text_until_the_files_know_less()
    {
        var heads = new TermHeads(100) { UpTo = 50 };
        Keep(heads, TermKind.Stream, "a", 50, new TermHead(40, 3));

        Assert.Equal(new TermHead(40, 3), Find(heads, TermKind.Stream, "a", 50));
        Assert.Equal(new TermHead(40, 3), Find(heads, TermKind.Stream, "a", 40));
        Assert.Null(Find(heads, TermKind.Stream, "a", 39));
        Assert.Null(Find(heads, TermKind.Tag, "a", 50));
        Assert.Null(Find(heads, TermKind.Stream, "b", 50));
    }

    [Fact]
    public void What_was_read_of_older_files_is_not_kept()
    {
        var heads = new TermHeads(100) { UpTo = 0 };
        var part = new MemoryPart(1);
        part.Add("a", 0, 1, new NewItem("noted", Items.Id(1), default) { Tags = ["t"] });
        part.Add("a", 1, 2, Items.One(2));
        heads.Advance(part, Seed);

        Keep(heads, TermKind.Stream, "a", 0, new TermHead(1, 0));
        Keep(heads, TermKind.Stream, "b", 0, new TermHead(1, 0));

        Assert.Equal(new TermHead(2, 1), Find(heads, TermKind.Stream, "a", 2));
        Assert.Null(Find(heads, TermKind.Stream, "b", 2));
        Assert.Equal(new TermHead(1, Expected.None), Find(heads, TermKind.Tag, "t", 2));
        Assert.Equal(new TermHead(2, Expected.None), Find(heads, TermKind.Type, "noted", 2));
        Assert.Equal(new TermHead(2, Expected.None), Find(heads, TermKind.Category, "a", 2));
    }

    [Fact]
    public void There_are_never_more_than_allowed_and_those_asked_for_stay()
    {
        const int Most = 1_000;
        var heads = new TermHeads(Most) { UpTo = 1 };
        for (var number = 0; number < 20_000; number++)
        {
            Keep(heads, TermKind.Stream, $"stream-{number}", 1, new TermHead(1, number));
            Assert.Equal(new TermHead(1, 0), Find(heads, TermKind.Stream, "stream-0", 1));
            Assert.True(heads.Count <= Most);
        }

        Assert.Equal(new TermHead(1, 19_999), Find(heads, TermKind.Stream, "stream-19999", 1));
        Assert.Null(Find(heads, TermKind.Stream, "stream-1", 1));
    }

    [Fact]
    public void Long_names_are_fewer_so_that_memory_stays_bounded()
    {
        var heads = new TermHeads(20_000) { UpTo = 1 };
        for (var number = 0; number < 20_000; number++)
        {
            Keep(heads, TermKind.Stream, $"{number}".PadLeft(LogLimits.StreamNameBytes, 'x'), 1, new TermHead(1, number));
        }

        Assert.InRange(heads.Count, 100, 2_000);
    }

    private static void Keep(TermHeads heads, TermKind kind, string text, long upTo, TermHead head) =>
        heads.Keep(Term.Of(kind, text, Seed, new byte[Term.MaxBytes]), upTo, head);

    private static TermHead? Find(TermHeads heads, TermKind kind, string text, long upTo) =>
        heads.TryFind(Term.Of(kind, text, Seed, new byte[Term.MaxBytes]), upTo, out var head) ? head : null;
}
