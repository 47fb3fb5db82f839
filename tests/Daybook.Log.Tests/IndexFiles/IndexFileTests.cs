using CsCheck;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>A file answers what plain lists answer.</summary>
public sealed class IndexFileTests
{
    [Fact]
    public void A_file_answers_as_plain_lists_do() =>
        Gen.Select(Gen.Int, Gen.Int[1, 700], Gen.Int[1, 300], Gen.Long[1, 1L << 40]).Sample(static (seed, frames, streams, first) =>
        {
            var content = TestLog.Random(seed, frames, streams, first).Content();

            using var file = content.Open(new BlockCache(100_000));

            Agreement.Check(content, file);
        }, iter: 40);

    [Fact]
    public void A_file_answers_from_a_cache_that_holds_nothing()
    {
        var content = TestLog.Random(5, 500, 100).Content();

        using var without = content.Open();
        using var small = content.Open(new BlockCache(1));

        Agreement.Check(content, without);
        Agreement.Check(content, small);
    }

    [Fact]
    public void Absent_terms_are_not_found()
    {
        var content = TestLog.Random(6, 500, 100).Content();
        using var file = content.Open();

        foreach (var text in Enumerable.Range(0, 5_000).Select(static number => $"absent-{number}"))
        {
            Assert.False(Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Stream, text), out _));
            Assert.False(Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Tag, text), out _));
        }

        // One read each for the footer, the filter and the top level; then one for each of the few that pass the filter.
        Assert.InRange(file.Reads, 3, 3 + 300);
    }

    [Fact]
    public void A_term_is_found_by_its_kind_too()
    {
        var content = new TestLog().Add(new TestEvent("same", "same", Items.Id(1)) { Tags = ["same"] }).Content();

        using var file = content.Open();

        Assert.All(Enum.GetValues<TermKind>(), kind => Assert.True(Agreement.TryFind(file, IndexContent.KeyOf(kind, "same"), out var entry) && entry.Kind == kind));
        Agreement.Check(content, file);
    }

    [Fact]
    public void Names_may_be_as_long_as_they_are_allowed_and_share_what_they_like()
    {
        var log = new TestLog();
        for (var number = 0; number < 60; number++)
        {
            var tail = new string((char)('a' + (number % 26)), number);
            log.Add(new TestEvent(new string('x', LogLimits.StreamNameBytes - number) + tail, new string('y', LogLimits.EventNameBytes), Items.Id(number))
            {
                Tags = ["", "\u00e4\ud83d\ude00", tail + "t", new string('z', LogLimits.TagBytes)],
            });
        }

        using var file = log.Content().Open();

        Agreement.Check(log.Content(), file);
    }

    [Fact]
    public void What_a_file_keeps_in_memory_is_loaded_when_it_is_needed()
    {
        var content = TestLog.Random(7, 500, 100).Content();
        using var file = content.Open();
        var before = (file.MemoryBytes, file.Reads);

        Assert.False(Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Stream, "absent"), out _));
        var filter = (file.MemoryBytes, file.Reads);
        Assert.True(Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Category, "account"), out _));
        var found = (file.MemoryBytes, file.Reads);

        Assert.Equal((0, 1), before);
        Assert.Equal(2, filter.Reads);
        Assert.InRange(filter.MemoryBytes, content.Terms.Count * 10 / 8, (content.Terms.Count * 2) + 32);
        Assert.Equal(4, found.Reads);
        Assert.InRange(found.MemoryBytes, filter.MemoryBytes + 1, filter.MemoryBytes + 1_000);
    }

    [Fact]
    public async Task Many_threads_read_one_file()
    {
        var content = TestLog.Random(8, 400, 50).Content();
        using var file = content.Open(new BlockCache(20_000));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Agreement.Check(content, file))));
    }

    [Fact]
    public void A_walk_begins_at_a_key()
    {
        var content = TestLog.Random(9, 2_000, 400).Content();
        using var file = content.Open();
        var keys = content.Terms.Keys.ToList();
        var walk = file.Terms();

        for (var index = 0; index < keys.Count; index += 7)
        {
            walk.Seek(keys[index]);
            Assert.True(walk.MoveNext() && walk.Key.SequenceEqual(keys[index]));
            Assert.Equal(index + 1 < keys.Count, walk.MoveNext() && walk.Key.SequenceEqual(keys[index + 1]));
            walk.Seek([.. keys[index], 0]);
            Assert.Equal(index + 1 < keys.Count, walk.MoveNext() && walk.Key.SequenceEqual(keys[index + 1]));
        }
    }
}
