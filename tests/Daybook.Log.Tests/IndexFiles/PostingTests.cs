using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>Lists of every shape: in the entry, in one block, under one page, under pages of pages.</summary>
public sealed class PostingTests
{
    private const int OnePage = PostingTree.PostingsPerBlock * PostingTree.EntriesPerPage;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(PostingTree.InlinePostings, 1_000)]
    [InlineData(PostingTree.InlinePostings + 1, 1_000)]
    [InlineData(PostingTree.PostingsPerBlock, 5)]
    [InlineData(PostingTree.PostingsPerBlock + 1, 5)]
    [InlineData(PostingTree.PostingsPerBlock * 2, 1)]
    [InlineData(OnePage, 3)]
    [InlineData(OnePage + 1, 3)]
    public void Lists_of_every_length_are_read_as_they_were_written(int count, int greatestGap)
    {
        var content = Of(count, greatestGap, firstPosition: 1);

        using var file = content.Open(new BlockCache(BlockCache.DefaultBytes));

        Agreement.CheckTerms(content, file);
    }

    [Fact]
    public void Positions_may_be_far_beyond_32_bits_and_far_apart()
    {
        foreach (var greatestGap in new[] { 1, 1_000, 1 << 30 })
        {
            var content = Of(5_000, greatestGap, firstPosition: (1L << 45) + 12_345);

            using var file = content.Open();

            Agreement.CheckTerms(content, file);
        }
    }

    [Fact]
    public void A_million_postings_are_reached_with_few_reads()
    {
        var content = Of(1_000_000, 8, firstPosition: 1);
        using var file = content.Open(new BlockCache(BlockCache.DefaultBytes));
        Assert.True(Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Stream, "s"), out var entry));
        var cursor = new PostingCursor();
        var positions = content.Of(TermKind.Stream, "s").Positions;
        var most = 0L;

        for (var index = 0; index < positions.Count; index += 9_973)
        {
            var before = file.Reads;
            file.OpenPostings(entry, cursor);
            Assert.True(cursor.SeekFrom(positions[index]) && cursor.Index == index);
            most = Math.Max(most, file.Reads - before);
            Assert.True(cursor.SeekRevision(index) && cursor.Position == positions[index]);
            Assert.True(cursor.SeekUpTo(positions[index] - 1) == index > 0);
        }

        Assert.Equal(3, most);
    }

    [Fact]
    public void A_short_list_costs_nothing_beyond_its_entry_and_a_long_one_two_reads()
    {
        foreach (var (count, reads) in new[] { (PostingTree.InlinePostings, 0), (PostingTree.PostingsPerBlock, 1), (OnePage, 2) })
        {
            using var file = Of(count, 3, firstPosition: 1).Open(new BlockCache(BlockCache.DefaultBytes));
            Assert.True(Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Type, "t"), out var entry));
            var before = file.Reads;
            var cursor = new PostingCursor();

            file.OpenPostings(entry, cursor);
            Assert.True(cursor.SeekUpTo(entry.LastPosition));

            Assert.Equal(reads, file.Reads - before);
        }
    }

    [Fact]
    public void A_cursor_stays_where_it_is_when_there_is_nothing_to_go_to()
    {
        using var file = Of(300, 1, firstPosition: 1_000).Open();
        Assert.True(Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Stream, "s"), out var entry));
        var cursor = new PostingCursor();
        file.OpenPostings(entry, cursor);

        Assert.True(cursor.SeekIndex(200));
        Assert.False(cursor.SeekUpTo(entry.FirstPosition - 1) || cursor.SeekFrom(entry.LastPosition + 1));
        Assert.False(cursor.SeekRevision(-1) || cursor.SeekRevision(300) || cursor.SeekIndex(300));
        Assert.Equal((200, 200L), (cursor.Index, cursor.Revision));
        Assert.True(cursor.SeekIndex(299));
        Assert.False(cursor.MoveNext());
        Assert.True(cursor.SeekIndex(0));
        Assert.False(cursor.MovePrevious());
        Assert.Equal(entry.FirstPosition, cursor.Position);
    }

    [Fact]
    public void Looking_for_terms_allocates_nothing_once_their_blocks_are_in_the_cache()
    {
        using var file = TestLog.Random(1, 3_000, 300).Content().Open(new BlockCache(BlockCache.DefaultBytes));
        var seed = Term.SeedOf(file.Id.LogId);
        var cursor = new PostingCursor();
        Span<byte> buffer = stackalloc byte[Term.MaxBytes];
        var before = 0L;
        var found = 0;
        for (var turn = -100; turn < 1_000; turn++)
        {
            before = turn == 0 ? GC.GetAllocatedBytesForCurrentThread() : before;
            found += Look(file, Term.Of(TermKind.Type, "type-1", seed, buffer), cursor) ? 1 : 0;
            found += Look(file, Term.Of(TermKind.Tag, "absent", seed, buffer), cursor) ? 1 : 0;
        }

        // The runtime may allocate once while it compiles anew, but far less than one object for each term looked for.
        Assert.Equal(1_100, found);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000);
    }

    [Fact]
    public void Postings_out_of_order_or_range_break_an_invariant()
    {
        foreach (var positions in new long[][] { [2, 2], [2, 1], [0], [5] })
        {
            var content = new TestLog().Add(new TestEvent("s", "t", Items.Id(1)), new TestEvent("s", "t", Items.Id(2))).Content();
            content.Terms[IndexContent.KeyOf(TermKind.Type, "t")] = new TermContent(Expected.None) { Positions = [.. positions] };

            Assert.Equal(LogFault.Failed, Assert.Throws<LogException>(content.ToBytes).Fault);
        }
    }

    [Fact]
    public void A_fingerprint_is_made_of_both_ends_of_the_id() =>
        Assert.Equal(0x01020304u ^ 0x0d0e0f10u, Fingerprint.Of(new Guid("01020304-0506-0708-090a-0b0c0d0e0f10")));

    private static bool Look(IndexFile file, in Term term, PostingCursor cursor)
    {
        if (!file.TryFind(term, out var entry))
        {
            return false;
        }

        file.OpenPostings(entry, cursor);
        return cursor.SeekUpTo(entry.LastPosition - 1);
    }

    /// <summary>A stream and a type with the same postings, the gaps between them at random up to a greatest.</summary>
    private static IndexContent Of(int count, int greatestGap, long firstPosition)
    {
        var random = new Random(count);
        var positions = new List<long>(count);
        var fingerprints = new List<uint>(count);
        var position = firstPosition;
        for (var index = 0; index < count; index++)
        {
            position += index == 0 ? greatestGap : random.Next(1, greatestGap + 1);
            positions.Add(position);
            fingerprints.Add((uint)random.Next());
        }

        var frame = new FramePlace
        {
            FirstPosition = firstPosition,
            Count = checked((int)Math.Min(int.MaxValue, position - firstPosition + 1)),
            Segment = 1,
            Offset = 4096,
            Length = 48,
            RecordedTicks = 1,
            FirstOccurredTicks = 1,
            LastOccurredTicks = 1,
        };
        var content = new IndexContent(new IndexFileId(FrameMaker.LogId, firstPosition, position)) { Frames = [frame] };
        for (var last = frame.LastPosition; last < position; last = content.Frames[^1].LastPosition)
        {
            content.Frames.Add(frame with
            {
                FirstPosition = last + 1,
                Count = (int)Math.Min(int.MaxValue, position - last),
                RecordedTicks = content.Frames[^1].RecordedTicks + 1,
            });
        }

        content.Terms.Add(IndexContent.KeyOf(TermKind.Stream, "s"), new TermContent(0) { Positions = positions, Fingerprints = fingerprints });
        content.Terms.Add(IndexContent.KeyOf(TermKind.Type, "t"), new TermContent(Expected.None) { Positions = positions, Fingerprints = fingerprints });
        return content;
    }
}
