using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Packing;

namespace Daybook.Log.Tests.Format;

/// <summary>
/// The example of docs/format/packed.md is real: read here field by field at the places of its tables, and understood by the
/// code. What Deflate makes of the same bytes may differ from one runtime to the next, so it is not written again.
/// </summary>
public sealed class DocumentedPackedTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static byte[] Page => Assert.Single(HexBlock.Of("packed.md"));

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Footer_and_table_have_the_fields_of_their_tables()
    {
        var bytes = Page;
        var footer = bytes.AsSpan(bytes.Length - 64).ToArray();
        var tableAt = (int)BinaryPrimitives.ReadInt64LittleEndian(footer.AsSpan(48));
        var table = bytes[tableAt..^64];

        Assert.Equal(("DAYKPACK", 2u, 2), (Encoding.ASCII.GetString(footer, 0, 8), U32(footer, 8), (int)U32(footer, 12)));
        Assert.Equal(FrameMaker.LogId, new Guid(footer.AsSpan(16, 16), bigEndian: true));
        Assert.Equal((7L, 4096L + Examples.Frame().Length), (BinaryPrimitives.ReadInt64LittleEndian(footer.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(footer.AsSpan(40))));
        Assert.Equal((Crc32C.Of(table), Crc32C.Of(footer.AsSpan(0, 60))), (U32(footer, 56), U32(footer, 60)));
        Assert.Equal((4096u, 1u, (uint)Examples.Frame().Length, 2u), (U32(table, 0), U32(table, 12), U32(table, 16), U32(table, 28)));
        Assert.Equal((uint)tableAt, U32(table, 4) + U32(table, 20));
    }

    [Fact]
    public void Blocks_are_what_the_page_says()
    {
        var bytes = Page;
        var table = bytes[(int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(bytes.Length - 16))..^64];
        var first = (int)U32(table, 4);
        var second = bytes.AsSpan(first, (int)U32(table, 20));

        Assert.Equal(Examples.Header(), Inflated(bytes[..first]));
        ReadOnlySpan<byte> left = second;
        Assert.True(VarInt.TryRead(ref left, out var apart));
        Assert.True(VarInt.TryRead(ref left, out var rest));
        Assert.Equal(20 + 32, apart);
        Assert.Equal(Examples.Frame()[..4], left[..4].ToArray());
        Assert.Equal("A0A1A2A3A4A5A6A7A8A9AAABACADAEAF", Convert.ToHexString(left[4..20]));
        Assert.Equal("11111111222233334444555555555555" + "66666666777788889999AAAAAAAAAAAA", Convert.ToHexString(left[20..52]));
        var inflated = Inflated(left[52..].ToArray());
        Assert.Equal(rest, inflated.Length);
        Assert.Equal((Examples.Frame().Length / 8, 14, 4, 2), (inflated[0], inflated[1], inflated[2], inflated[3]));
    }

    [Fact]
    public void The_code_reads_the_segment_out_of_it()
    {
        File.WriteAllBytes(directory.File("example"), Page);
        using var packed = PackedSegment.Open(NativeDisk.ForThisSystem(), directory.File("example"), FrameMaker.LogId, 7);
        var bytes = new byte[packed.Length];

        Assert.Equal(bytes.Length, packed.Read(bytes, 0));
        Assert.Equal([.. Examples.Header(), .. Examples.Frame()], bytes);
    }

    private static byte[] Inflated(byte[] bytes)
    {
        using var inflate = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var target = new MemoryStream();
        inflate.CopyTo(target);
        return target.ToArray();
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
