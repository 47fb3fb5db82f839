using System.Buffers.Binary;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>The first 56 bytes of a frame.</summary>
public sealed class FrameHeaderTests
{
    private static readonly FrameHeader Header = new()
    {
        Length = 64,
        FirstPosition = 77,
        Epoch = 3,
        Count = 10_000,
        RecordedTicks = DateTime.MaxValue.Ticks,
        DurableUpTo = 76,
        Salt = FrameMaker.Salt,
    };

    [Fact]
    public void What_was_sealed_is_read()
    {
        var frame = Sealed(Header);

        Assert.True(FrameHeader.IsIntact(frame, FrameMaker.Seed));
        Assert.True(FrameHeader.TryPeek(frame, out var read));
        Assert.Equal(Header, read);
        Assert.Equal(10_076, read.LastPosition);
        Assert.Equal(0, FrameHeader.UnknownFlags(frame));
    }

    [Fact]
    public void Every_flipped_bit_breaks_the_checksum()
    {
        var frame = Sealed(Header);
        for (var bit = 0; bit < frame.Length * 8; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(FrameHeader.IsIntact(frame, FrameMaker.Seed));
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_frame_of_another_log_is_not_intact() =>
        Assert.False(FrameHeader.IsIntact(Sealed(Header), FrameHeader.SeedOf(new Guid("00010203-0405-0607-0809-0a0b0c0d0e10"))));

    [Fact]
    public void Fields_that_no_frame_has_are_refused()
    {
        (string What, Action<byte[]> Change)[] changes =
        [
            ("shorter than its header", static bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 32)),
            ("no multiple of eight", static bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 49)),
            ("longer than any", static bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), LogLimits.FrameBytes + 8)),
            ("negative length", static bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), -48)),
            ("position 0", static bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), 0)),
            ("no items", static bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), 0)),
            ("too many items", static bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), 10_001)),
            ("time before all", static bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), -1)),
            ("time after all", static bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), DateTime.MaxValue.Ticks + 1)),
            ("vouches for itself", static bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), 77)),
            ("vouches for nothing there is", static bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), -1)),
        ];

        foreach (var (what, change) in changes)
        {
            var frame = Sealed(Header);
            change(frame);
            Assert.False(FrameHeader.TryPeek(frame, out _), what);
        }

        Assert.False(FrameHeader.TryPeek(Sealed(Header).AsSpan(0, FrameHeader.Size - 1), out _));
    }

    private static byte[] Sealed(FrameHeader header)
    {
        var frame = new byte[header.Length];
        header.Seal(frame, FrameMaker.Seed);
        return frame;
    }
}
