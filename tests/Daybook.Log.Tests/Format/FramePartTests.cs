using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>A frame in parts.</summary>
public sealed class FramePartTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(300, 1)]
    [InlineData(300, 1_000)]
    [InlineData(300, 10_000_000)]
    public void Copies_hold_all_items_in_order_and_no_more_bytes_than_asked_for(int count, int maxBytes)
    {
        var frame = new FrameMaker().Frame("a", Items.Many(0, count, bytes: 40));

        var parts = FramePart.Copies(frame, FrameMaker.HeaderOf(frame), maxBytes, new NameCache())!;

        var ids = new List<Guid>();
        foreach (var part in parts)
        {
            var items = new FrameItems(part, new NameCache());
            Assert.Equal(ids.Count + 1, part.FirstPosition);
            Assert.True(part.Count == 1 || part.Bytes.Length <= maxBytes);
            while (items.TryNext())
            {
                ids.Add(items.Current.Id);
            }

            Assert.Equal(0, items.Remaining);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(Items.Id), ids);
    }

    [Fact]
    public void A_frame_with_an_item_that_cannot_be_passed_over_has_no_parts()
    {
        var frame = new FrameMaker().Frame("a", Items.Many(0, 20));
        frame.AsSpan(FrameHeader.Size, 3).Fill(0xFF);

        Assert.Null(FramePart.Copies(frame, FrameMaker.HeaderOf(frame), 100, new NameCache()));
    }
}
