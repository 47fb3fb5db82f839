using CsCheck;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>Unsigned LEB128 of 63 bits.</summary>
public sealed class VarIntTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(624_485, "E58E26")]
    [InlineData(long.MaxValue, "FFFFFFFFFFFFFFFF7F")]
    public void Known_values_have_known_bytes(long value, string hex)
    {
        var bytes = new byte[VarInt.MaxSize];

        var size = VarInt.Write(bytes, (ulong)value);

        Assert.Equal(hex, Convert.ToHexString(bytes.AsSpan(0, size)));
        Assert.Equal(size, VarInt.SizeOf((ulong)value));
    }

    [Fact]
    public void What_was_written_is_read_and_the_rest_is_left() => Gen.Long[0, long.MaxValue].Sample(static value =>
    {
        var bytes = new byte[VarInt.MaxSize + 1];
        var size = VarInt.Write(bytes, (ulong)value);
        ReadOnlySpan<byte> source = bytes;
        return VarInt.TryRead(ref source, out var read) && read == value && source.Length == bytes.Length - size;
    });

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("FFFFFFFFFFFFFFFFFF")]
    [InlineData("FFFFFFFFFFFFFFFFFF01")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    public void Bytes_that_end_too_early_or_say_too_much_are_refused(string hex)
    {
        ReadOnlySpan<byte> source = Convert.FromHexString(hex);

        Assert.False(VarInt.TryRead(ref source, out _));
    }
}
