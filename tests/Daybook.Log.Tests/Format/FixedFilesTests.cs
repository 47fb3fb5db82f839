using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>Superblock, head and segment header: what was written is read, and no changed bit passes.</summary>
public sealed class FixedFilesTests
{
    private static readonly Superblock Superblock = new()
    {
        LogId = FrameMaker.LogId,
        Generation = 9,
        Epoch = 4,
        IsClean = true,
        DurablePosition = 262_200,
        LastSegment = 200_001,
        EndOffset = 1_234_568,
        DigestPosition = 262_199,
        Digest = Digest.From([.. Enumerable.Range(0, 32).Select(static at => (byte)at)]),
    };

    private static readonly HeadMark Head = new(FrameMaker.LogId, 4, 262_200);

    private static readonly SegmentHeader Segment = new(FrameMaker.LogId, 4, 200_001, 638_000_000_000_000_000);

    [Fact]
    public void Superblock_is_read_as_it_was_written()
    {
        foreach (var isClean in new[] { true, false })
        {
            var written = Superblock with { IsClean = isClean };

            Assert.True(Superblock.TryParse(written.ToBytes(), out var read, out var version));
            Assert.Equal((written, LogFormat.Version), (read, version));
        }
    }

    [Fact]
    public void Slots_are_written_in_turn()
    {
        Assert.Equal([1, 0, 1], new[] { 9, 10, 11 }.Select(static generation => (Superblock with { Generation = generation }).Slot));
        Assert.All(Superblock.ToBytes().Skip(512), static one => Assert.Equal(0, one));
    }

    [Fact]
    public void Head_is_read_as_it_was_written()
    {
        Assert.True(HeadMark.TryParse(HeadBytes(), out var read, out var version));
        Assert.Equal((Head, LogFormat.Version), (read, version));
    }

    [Fact]
    public void Segment_header_is_read_as_it_was_written()
    {
        Assert.True(SegmentHeader.TryParse(Segment.ToBytes(), out var read, out var version));
        Assert.Equal((Segment, LogFormat.Version), (read, version));
    }

    [Fact]
    public void Every_flipped_bit_of_every_file_is_noticed()
    {
        EveryFlip(Superblock.ToBytes(), static bytes => Superblock.TryParse(bytes, out _, out _));
        EveryFlip(HeadBytes(), static bytes => HeadMark.TryParse(bytes, out _, out _));
        EveryFlip(Segment.ToBytes(), static bytes => SegmentHeader.TryParse(bytes, out _, out _));
    }

    [Fact]
    public void A_file_that_is_cut_off_is_noticed()
    {
        Assert.False(Superblock.TryParse(Superblock.ToBytes().AsSpan(0, Superblock.SlotSize - 1), out _, out _));
        Assert.False(HeadMark.TryParse(HeadBytes().AsSpan(0, HeadMark.Size - 1), out _, out _));
        Assert.False(SegmentHeader.TryParse(Segment.ToBytes().AsSpan(0, SegmentHeader.Size - 1), out _, out _));
        Assert.False(Superblock.TryParse([], out _, out _));
    }

    [Theory]
    [InlineData(1, "00000000000000000001.seg")]
    [InlineData(long.MaxValue, "09223372036854775807.seg")]
    public void A_segment_is_named_after_its_first_position(long position, string name)
    {
        Assert.Equal(name, SegmentHeader.FileNameOf(position));
        Assert.True(SegmentHeader.TryParseFileName(name, out var read));
        Assert.Equal(position, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.seg")]
    [InlineData("00000000000000000001.seg.new")]
    [InlineData("00000000000000000001.SEG")]
    [InlineData("-0000000000000000001.seg")]
    [InlineData("+0000000000000000001.seg")]
    [InlineData("0000000000000000000a.seg")]
    [InlineData("99999999999999999999.seg")]
    public void Other_names_are_no_segments(string name) => Assert.False(SegmentHeader.TryParseFileName(name, out _));

    private static byte[] HeadBytes()
    {
        var bytes = new byte[HeadMark.Size];
        Head.WriteTo(bytes);
        return bytes;
    }

    private static void EveryFlip(byte[] bytes, Func<byte[], bool> passes)
    {
        Assert.True(passes(bytes));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(passes(bytes), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
