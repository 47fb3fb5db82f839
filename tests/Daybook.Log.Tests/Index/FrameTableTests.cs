using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Tests.Index;

/// <summary>Where frames lie, by position and by time.</summary>
public sealed class FrameTableTests
{
    private readonly FrameTable frames = new();

    public FrameTableTests()
    {
        frames.Add(Place(1, 3, 100, (1, 4096, 80)));
        frames.Add(Place(4, 1, 200, (1, 4176, 48)));
        frames.Add(Place(5, 10, 201, (5, 4096, 400)));
    }

    [Fact]
    public void A_position_is_found_in_its_frame()
    {
        long?[] found = [.. Enumerable.Range(0, 17).Select(position => frames.TryFind(position, out var place) ? place.FirstPosition : (long?)null)];

        Assert.Equal([null, 1, 1, 1, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, null, null], found);
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 3)]
    [InlineData(199, 3)]
    [InlineData(200, 4)]
    [InlineData(201, 14)]
    [InlineData(long.MaxValue, 14)]
    public void An_instant_finds_the_last_position_recorded_by_then(long ticks, long position) =>
        Assert.Equal(position, frames.TryFindRecorded(ticks, out var place) ? place.LastPosition : 0);

    [Fact]
    public void Frames_out_of_order_of_position_or_time_break_an_invariant()
    {
        Assert.Throws<LogException>(() => frames.Add(Place(16, 1, 300, (5, 5000, 48))));
        Assert.Throws<LogException>(() => frames.Add(Place(14, 1, 300, (5, 5000, 48))));
        Assert.Throws<LogException>(() => frames.Add(Place(15, 1, 201, (5, 5000, 48))));
    }

    [Fact]
    public void An_empty_table_finds_nothing()
    {
        Assert.False(new FrameTable().TryFind(1, out _));
        Assert.False(new FrameTable().TryFindRecorded(long.MaxValue, out _));
    }

    private static FramePlace Place(long firstPosition, int count, long recorded, (long Segment, long Offset, int Length) at) => new()
    {
        FirstPosition = firstPosition,
        Count = count,
        Segment = at.Segment,
        Offset = at.Offset,
        Length = at.Length,
        RecordedTicks = recorded,
        FirstOccurredTicks = recorded,
        LastOccurredTicks = recorded,
    };
}
