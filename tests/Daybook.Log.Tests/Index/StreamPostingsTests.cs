using Daybook.Log.Index;

namespace Daybook.Log.Tests.Index;

/// <summary>Positions and ids of streams.</summary>
public sealed class StreamPostingsTests
{
    private readonly StreamPostings streams = new();

    public StreamPostingsTests()
    {
        streams.Add("b", 0, 1, Items.Id(1));
        streams.Add("a", 0, 2, Items.Id(2));
        streams.Add("b", 1, 5, Items.Id(3));
        streams.Add("b", 2, 6, Items.Id(4));
        streams.Add("a-2", 0, 7, Items.Id(5));
    }

    [Fact]
    public void The_last_revision_is_that_of_the_stream_or_of_a_position()
    {
        Assert.Equal((2L, Expected.None), (streams.LastRevision("b"), streams.LastRevision("c")));
        Assert.Equal([-1L, 0, 0, 0, 0, 1, 2, 2], Enumerable.Range(0, 8).Select(position => streams.LastRevisionAt("b", position)));
    }

    [Fact]
    public void Positions_are_copied_from_a_revision_on()
    {
        var target = new long[2];

        Assert.Equal(2, streams.CopyPositions("b", 1, target));
        Assert.Equal([5L, 6], target);
        Assert.Equal(1, streams.CopyPositions("b", 2, target));
        Assert.Equal(0, streams.CopyPositions("b", 3, target));
        Assert.Equal(0, streams.CopyPositions("c", 0, target));
        Assert.Equal([Items.Id(4)], streams.Ids("b", 2, 9).ToArray());
    }

    [Fact]
    public void Streams_are_listed_in_ordinal_order_up_to_a_position()
    {
        Assert.Equal([("a", 0L), ("a-2", 0L), ("b", 2L)], streams.ListUpTo(7, ""));
        Assert.Equal([("a", 0L), ("b", 1L)], streams.ListUpTo(5, ""));
        Assert.Equal([("a", 0L), ("a-2", 0L)], streams.ListUpTo(7, "a"));
        Assert.Empty(streams.ListUpTo(0, ""));
    }

    [Fact]
    public void A_revision_that_does_not_follow_breaks_an_invariant()
    {
        Assert.Throws<LogException>(() => streams.Add("b", 2, 8, Items.Id(6)));
        Assert.Throws<LogException>(() => streams.Add("b", 4, 8, Items.Id(6)));
    }
}
