using Daybook.Log.Format;
using Daybook.Log.Reading;

namespace Daybook.Log.Tests.Reading;

/// <summary>Runs of items, each with a checksum of its own.</summary>
public sealed class FrameOutlineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(2_000)]
    public void Parts_from_any_item_to_any_hold_the_items_of_the_frame(int count)
    {
        var (frame, outline) = Outlined(count);
        var whole = FrameMaker.ItemsOf(frame);
        var random = new Random(count);

        for (var times = 0; times < 300; times++)
        {
            var first = random.Next(count);
            var last = times == 0 ? count - 1 : random.Next(first, Math.Min(count, first + 40));
            first = times == 0 ? 0 : first;
            var items = Read(frame, outline, (first + 1, last + 1), out var part);

            Assert.InRange(first, part.FirstItem, part.FirstItem + FrameOutline.RunItems - 1);
            Assert.InRange(part.FirstItem + items.Count, last + 1, Math.Min(count, last + FrameOutline.RunItems));
            Assert.Equal(whole.Skip(part.FirstItem).Take(items.Count).Select(Words), items.Select(Words));
        }
    }

    [Fact]
    public void Each_single_bit_that_changed_in_a_part_is_found()
    {
        var (frame, outline) = Outlined(40);
        var (first, last) = (20, 35);
        var (offset, length) = outline.PlaceOf(first, last);
        var bytes = frame.AsMemory(offset, length).ToArray();
        Assert.True(outline.TryVerify(bytes, first, last, out _));

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(outline.TryVerify(bytes, first, last, out _), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void The_padding_is_verified_with_the_last_run()
    {
        var (frame, outline) = Outlined(17);
        var (offset, length) = outline.PlaceOf(17, 17);
        Assert.Equal(frame.Length, offset + length);

        var bytes = frame.AsMemory(offset, length).ToArray();
        bytes[^1] ^= 0x80;

        Assert.False(outline.TryVerify(bytes, 17, 17, out _));
    }

    [Fact]
    public void A_run_in_the_place_of_another_is_refused()
    {
        var (frame, outline) = Outlined(64);
        var (offset, length) = outline.PlaceOf(17, 32);
        var other = outline.PlaceOf(33, 48);
        Assert.Equal(length, other.Length);

        Assert.False(outline.TryVerify(frame.AsMemory(other.Offset, other.Length), 17, 32, out _));
        Assert.True(outline.TryVerify(frame.AsMemory(offset, length), 17, 32, out _));
    }

    [Fact]
    public void A_frame_with_an_item_that_cannot_be_passed_over_has_no_outline()
    {
        var frame = Frame(20);
        frame.AsSpan(FrameHeader.Size, 3).Fill(0xFF);

        Assert.Null(FrameOutline.Of(frame, FrameMaker.HeaderOf(frame), new NameCache()));
    }

    private static string Words(StoredItem item) =>
        $"{item.Position} {item.Stream} {item.Revision} {item.Name} {item.Id} {item.RecordedAt:O} {Convert.ToHexString(item.Data.Span)}";

    private static List<StoredItem> Read(byte[] frame, FrameOutline outline, (int First, int Last) positions, out FramePart part)
    {
        var (offset, length) = outline.PlaceOf(positions.First, positions.Last);
        Assert.True(outline.TryVerify(frame.AsMemory(offset, length), positions.First, positions.Last, out part));
        var items = new FrameItems(part, new NameCache());
        var read = new List<StoredItem>();
        while (items.TryNext())
        {
            read.Add(items.Current);
        }

        Assert.Equal(0, items.Remaining);
        return read;
    }

    private static (byte[] Frame, FrameOutline Outline) Outlined(int count)
    {
        var frame = Frame(count);
        return (frame, FrameOutline.Of(frame, FrameMaker.HeaderOf(frame), new NameCache())!);
    }

    private static byte[] Frame(int count) => new FrameMaker().Frame("a", Items.Many(100, count, bytes: 9));
}
