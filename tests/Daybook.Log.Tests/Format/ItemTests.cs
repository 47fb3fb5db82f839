using CsCheck;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>Items in a frame: what was appended is what is read.</summary>
public sealed class ItemTests
{
    private static readonly Gen<string> Name = Gen.Select(Gen.Int[1, 40], Gen.Int[0, 4], static (count, one) => new string("a-é€7"[one], count));

    private static readonly Gen<DateTimeOffset?> Time = Gen.Select(
        Gen.Bool, Gen.Long[TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], Gen.Int[-840, 840],
        static (isGiven, ticks, minutes) => isGiven ? new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes)) : (DateTimeOffset?)null);

    private static readonly Gen<NewItem> Item = Gen.Select(
        Name, Gen.Guid, Gen.Byte.Array[0, 300], Time, Name.Array[0, 5], Gen.Byte.Array[0, 50],
        static (name, id, data, time, tags, metadata) => new NewItem(name, id, data) { OccurredAt = time, Tags = tags, Metadata = metadata });

    [Fact]
    public void What_was_appended_is_read() => Gen.Select(Name, Item.Array[1, 8]).Sample(static (stream, items) =>
    {
        var frame = new FrameMaker(nextPosition: 1_000).Frame(stream, items);

        var read = FrameMaker.ItemsOf(frame);

        Assert.True(FrameHeader.IsIntact(frame, FrameMaker.Seed));
        Assert.Equal(items.Length, read.Length);
        for (var index = 0; index < items.Length; index++)
        {
            Same(stream, index, items[index], read[index]);
        }
    }, iter: 2_000);

    [Fact]
    public void Skipping_items_comes_to_the_same_places()
    {
        var frame = new FrameMaker().Frame("a", Items.Many(1, 5, bytes: 200));
        var items = new FrameItems(frame, FrameMaker.HeaderOf(frame), new NameCache());

        Assert.True(items.TrySkip() && items.TrySkip() && items.TryNext());
        Assert.Equal((3L, 2L, Items.Id(3)), (items.Current.Position, items.Current.Revision, items.Current.Id));
        Assert.True(items.TrySkip() && items.TrySkip());
        Assert.False(items.TrySkip());
        Assert.False(items.TryNext());
    }

    [Fact]
    public void Any_changed_byte_under_a_matching_checksum_is_refused_or_read_without_harm() =>
        Gen.Select(Gen.Int[FrameHeader.Size, 200], Gen.Byte).Sample(static (at, value) =>
        {
            var frame = new FrameMaker().Frame("account-1", [Items.One(1, 60) with { Tags = ["a", "b"], OccurredAt = DateTimeOffset.UnixEpoch }]);
            frame[Math.Min(at, frame.Length - 1)] = value;
            var items = new FrameItems(frame, FrameMaker.HeaderOf(frame), new NameCache());
            return items.TryNext() ? items.Remaining == 0 : items.Remaining == 1 && items.Offset <= frame.Length;
        });

    [Fact]
    public void Every_reserved_item_flag_is_refused()
    {
        for (var bit = 1; bit < 8; bit++)
        {
            var frame = new FrameMaker().Frame("a", [Items.One(1)]);
            Assert.Equal(0, frame[FrameHeader.Size + 2]);
            frame[FrameHeader.Size + 2] = (byte)(1 << bit);
            var items = new FrameItems(frame, FrameMaker.HeaderOf(frame), new NameCache());

            Assert.False(items.TryNext());
            Assert.True(items.HasUnknownFlags);
            Assert.Equal(1, items.Remaining);
        }
    }

    private static void Same(string stream, int index, NewItem given, StoredItem read)
    {
        var recordedAt = new DateTimeOffset(1_001, TimeSpan.Zero);
        Assert.Equal((stream, (long)index, 1_000L + index), (read.Stream, read.Revision, read.Position));
        Assert.Equal((given.Name, given.Id, recordedAt), (read.Name, read.Id, read.RecordedAt));
        Assert.True((given.OccurredAt ?? recordedAt).EqualsExact(read.OccurredAt));
        Assert.Equal(given.Tags, read.Tags);
        Assert.Equal(given.Metadata.ToArray(), read.Metadata.ToArray());
        Assert.Equal(given.Data.ToArray(), read.Data.ToArray());
    }
}
