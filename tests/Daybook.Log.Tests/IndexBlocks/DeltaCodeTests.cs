using CsCheck;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.Tests.IndexBlocks;

/// <summary>Ascending positions in few bytes.</summary>
public sealed class DeltaCodeTests
{
    [Fact]
    public void What_was_encoded_is_decoded_whatever_follows() =>
        Gen.Select(Gen.Long[1, 1L << 62], Gen.OneOf(Gen.Long[1, 1], Gen.Long[1, 300], Gen.Long[1, 1L << 40], Gen.Long[1, 1L << 54]).Array[0, 127])
            .Sample(static (first, gaps) =>
            {
                var positions = Of(first, gaps);
                var bytes = new byte[DeltaCode.BoundOf(positions.Length)];
                Random.Shared.NextBytes(bytes);
                var size = DeltaCode.Encode(positions, bytes);

                var decoded = new long[positions.Length];
                Assert.Equal(size, DeltaCode.Decode(bytes.AsSpan(0, size), first, decoded));
                Assert.Equal(positions, decoded);
                Assert.Equal(size, DeltaCode.Decode(bytes, first, decoded));
                Assert.Equal(positions, decoded);
            });

    [Fact]
    public void Gaps_wider_than_56_bits_are_encoded_too()
    {
        var positions = Of(1, [1L << 60, 1, 1L << 60]);
        var bytes = new byte[DeltaCode.BoundOf(4)];

        var decoded = new long[4];
        Assert.Equal(DeltaCode.Encode(positions, bytes), DeltaCode.Decode(bytes, 1, decoded));

        Assert.Equal(positions, decoded);
    }

    [Theory]
    [InlineData(new long[] { }, "")]
    [InlineData(new long[] { 1, 1, 1, 1 }, "00")]
    [InlineData(new long[] { 2, 1, 2, 2 }, "010D")]
    [InlineData(new long[] { 5, 8 }, "033C")]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1_048_577 }, "FF0000000000808040")]
    public void Known_gaps_have_known_bytes(long[] gaps, string hex)
    {
        var bytes = new byte[DeltaCode.BoundOf(gaps.Length + 1)];

        Assert.Equal(hex, Convert.ToHexString(bytes.AsSpan(0, DeltaCode.Encode(Of(7, gaps), bytes))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("39000000000000000000000000000000000000")]
    [InlineData("0803")]
    [InlineData("FF01")]
    [InlineData("FF01FF")]
    public void Bytes_that_end_too_early_or_say_too_much_are_refused(string hex) =>
        Assert.Equal(-1, DeltaCode.Decode(Convert.FromHexString(hex), 1, new long[3]));

    private static long[] Of(long first, long[] gaps)
    {
        var positions = new long[gaps.Length + 1];
        positions[0] = first;
        for (var index = 0; index < gaps.Length; index++)
        {
            positions[index + 1] = positions[index] + gaps[index];
        }

        return positions;
    }
}
