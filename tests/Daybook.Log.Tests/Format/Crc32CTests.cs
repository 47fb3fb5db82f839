using System.Text;
using CsCheck;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>The vectors of RFC 3720, appendix B.4, and the check value of the CRC catalogues.</summary>
public sealed class Crc32CTests
{
    [Fact]
    public void Vectors_of_RFC_3720_hold()
    {
        byte[] ascending = [.. Enumerable.Range(0, 32).Select(static at => (byte)at)];
        byte[] command =
        [
            0x01, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0x14,
            0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
        ];

        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Crc32C.Of(ascending));
        Assert.Equal(0x113FDB5Cu, Crc32C.Of([.. ascending.Reverse()]));
        Assert.Equal(0xD9963A56u, Crc32C.Of(command));
        Assert.Equal(0xE3069283u, Crc32C.Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    [Fact]
    public void A_running_value_may_be_carried_over_any_cut() =>
        Gen.Byte.Array[0, 200].SelectMany(static bytes => Gen.Int[0, bytes.Length].Select(cut => (bytes, cut))).Sample(static one =>
            Crc32C.Of(one.bytes) == ~Crc32C.Add(Crc32C.Add(Crc32C.Start, one.bytes.AsSpan(0, one.cut)), one.bytes.AsSpan(one.cut)));
}
