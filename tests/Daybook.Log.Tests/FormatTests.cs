using System.Text;
using Daybook.Log.Format;

namespace Daybook.Log.Tests;

public sealed class FormatTests
{
    [Theory]
    [InlineData("123456789", 0xE3069283)]
    [InlineData("", 0x00000000)]
    public void Crc32C_gives_the_published_values(string text, uint expected) =>
        Assert.Equal(expected, Crc32C.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Crc32C_gives_the_values_of_RFC_3720()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(static n => (byte)n)]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(long.MaxValue, 9)]
    public void VarInt_round_trips(long value, int size)
    {
        var bytes = new byte[VarInt.MaxSize];

        var written = VarInt.Write(bytes, (ulong)value);
        ReadOnlySpan<byte> source = bytes.AsSpan(0, written);
        var isRead = VarInt.TryRead(ref source, out var read);

        Assert.Equal((size, size), (written, VarInt.SizeOf((ulong)value)));
        Assert.True(isRead && source.IsEmpty);
        Assert.Equal(value, read);
    }

    [Fact]
    public void VarInt_refuses_what_ends_early_or_is_too_large()
    {
        ReadOnlySpan<byte> early = [0x80];
        ReadOnlySpan<byte> large = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];

        Assert.False(VarInt.TryRead(ref early, out _));
        Assert.False(VarInt.TryRead(ref large, out _));
    }

    [Fact]
    public void Superblock_head_and_segment_header_round_trip_and_see_a_changed_byte()
    {
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var superblock = new Superblock
        {
            LogId = id, Generation = 5, Epoch = 3, IsClean = true, DurablePosition = 77, LastSegment = 42, EndOffset = 9000,
        };
        var segment = new SegmentHeader(id, 3, 42, 123456789);
        var mark = new HeadMark(id, 3, 77);
        var head = new byte[HeadMark.Size];
        mark.WriteTo(head);

        Assert.True(Superblock.TryParse(superblock.ToBytes(), out var readSuperblock, out _) && readSuperblock == superblock);
        Assert.True(SegmentHeader.TryParse(segment.ToBytes(), out var readSegment, out _) && readSegment == segment);
        Assert.True(HeadMark.TryParse(head, out var readMark) && readMark == mark);
        head[33] ^= 1;
        Assert.False(HeadMark.TryParse(head, out _));
    }

    [Fact]
    public void Segment_names_sort_as_positions_do()
    {
        Assert.Equal("00000000000000000042.seg", SegmentHeader.FileNameOf(42));
        Assert.True(SegmentHeader.TryParseFileName("00000000000000000042.seg", out var position) && position == 42);
        Assert.False(SegmentHeader.TryParseFileName("42.seg", out _));
        Assert.False(SegmentHeader.TryParseFileName("00000000000000000042.seg.new", out _));
    }
}
