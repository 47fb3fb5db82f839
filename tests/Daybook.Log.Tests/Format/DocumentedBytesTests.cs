using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>
/// The examples of docs/format are real: read here field by field at the places of the tables, without the code that wrote
/// them; understood by that code; and still written the same, byte for byte.
/// </summary>
public sealed class DocumentedBytesTests
{
    private static readonly byte[] LogIdBytes = [.. Enumerable.Range(0, 16).Select(static at => (byte)at)];

    [Fact]
    public void Segment_header_has_the_fields_of_its_table()
    {
        var bytes = HexBlock.Of("segment.md")[0];

        Assert.Equal((4096, "DAYBKSEG"), (bytes.Length, Encoding.ASCII.GetString(bytes, 0, 8)));
        Assert.Equal((2u, 2u, 7L), (U32(bytes, 8), U32(bytes, 12), I64(bytes, 16)));
        Assert.Equal(LogIdBytes, bytes[24..40]);
        Assert.Equal(Examples.RecordedAt.UtcTicks, I64(bytes, 40));
        Assert.All(bytes[48..4092], static one => Assert.Equal(0, one));
        Assert.Equal(Crc32C.Of(bytes.AsSpan(0, 4092)), U32(bytes, 4092));
        Assert.True(SegmentHeader.TryParse(bytes, out _, out _));
        Assert.Equal(HexBlock.Text(Examples.Header()), HexBlock.Text(bytes));
    }

    [Fact]
    public void Frame_header_has_the_fields_of_its_table()
    {
        var bytes = HexBlock.Of("segment.md")[1];

        Assert.Equal(~Crc32C.Add(Crc32C.Add(Crc32C.Start, LogIdBytes), bytes.AsSpan(4)), U32(bytes, 0));
        Assert.Equal(((uint)bytes.Length, 0), (U32(bytes, 4), bytes.Length % 8));
        Assert.Equal((7L, 2u), (I64(bytes, 8), U32(bytes, 16)));
        Assert.Equal((2, 0), (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(20)), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(22))));
        Assert.Equal((Examples.RecordedAt.UtcTicks, 6L), (I64(bytes, 24), I64(bytes, 32)));
        Assert.Equal("A0A1A2A3A4A5A6A7A8A9AAABACADAEAF", Convert.ToHexString(bytes, 40, 16));
        Assert.Equal(HexBlock.Text(Examples.Frame()), HexBlock.Text(bytes));
    }

    [Fact]
    public void Items_have_the_fields_of_their_table()
    {
        var bytes = HexBlock.Of("segment.md")[1];
        var first = new Walk(bytes, 56);
        var firstEnd = first.VarInt() + first.At;

        Assert.Equal((3, 1), (first.VarInt(), first.Byte()));
        Assert.Equal("11111111222233334444555555555555", Convert.ToHexString(first.Take(16)));
        Assert.Equal(Examples.OccurredAt.UtcTicks, BinaryPrimitives.ReadInt64LittleEndian(first.Take(8)));
        Assert.Equal(60, BinaryPrimitives.ReadInt16LittleEndian(first.Take(2)));
        Assert.Equal(("account-42", "deposited"), (first.Text(), first.Text()));
        Assert.Equal((1, "branch:7"), (first.VarInt(), first.Text()));
        Assert.Equal(("""{"user":"Ada"}""", """{"amount":500}"""), (first.Text(), first.Text()));
        Assert.Equal(firstEnd, first.At);

        var second = new Walk(bytes, firstEnd);
        var secondEnd = second.VarInt() + second.At;
        Assert.Equal((0, 0), (second.VarInt(), second.Byte()));
        Assert.Equal("66666666777788889999AAAAAAAAAAAA", Convert.ToHexString(second.Take(16)));
        Assert.Equal(("account-43", "account-opened", 0), (second.Text(), second.Text(), second.VarInt()));
        Assert.Equal(("", """{"owner":"Bob"}"""), (second.Text(), second.Text()));
        Assert.Equal(secondEnd, second.At);
        Assert.InRange(bytes.Length - secondEnd, 0, 7);
        Assert.All(bytes[secondEnd..], static one => Assert.Equal(0, one));
        Assert.Equal([Examples.FirstId, Examples.SecondId], FrameMaker.ItemsOf(bytes).Select(static item => item.Id));
    }

    [Fact]
    public void Superblock_slot_has_the_fields_of_its_table()
    {
        var bytes = Assert.Single(HexBlock.Of("superblock.md"));

        Assert.Equal((4096, "DAYBKSUP"), (bytes.Length, Encoding.ASCII.GetString(bytes, 0, 8)));
        Assert.Equal((Crc32C.Of(bytes.AsSpan(12)), 2u), (U32(bytes, 8), U32(bytes, 12)));
        Assert.Equal(LogIdBytes, bytes[16..32]);
        Assert.Equal((5L, 2u, 1u), (I64(bytes, 32), U32(bytes, 40), U32(bytes, 44)));
        Assert.Equal((8L, 7L, 4096L + Examples.Frame().Length), (I64(bytes, 48), I64(bytes, 56), I64(bytes, 64)));
        Assert.Equal((8L, Examples.Chain().Digest), (I64(bytes, 72), Digest.From(bytes.AsSpan(80))));
        Assert.All(bytes[112..], static one => Assert.Equal(0, one));
        Assert.True(Superblock.TryParse(bytes, out _, out _));
        Assert.Equal(HexBlock.Text(Examples.Slot()), HexBlock.Text(bytes));
    }

    [Fact]
    public void Head_has_the_fields_of_its_table()
    {
        var bytes = Assert.Single(HexBlock.Of("head.md"));

        Assert.Equal((64, "DAYBKHED"), (bytes.Length, Encoding.ASCII.GetString(bytes, 0, 8)));
        Assert.Equal(LogIdBytes, bytes[8..24]);
        Assert.Equal((2u, 2u, 8L), (U32(bytes, 24), U32(bytes, 28), I64(bytes, 32)));
        Assert.All(bytes[40..60], static one => Assert.Equal(0, one));
        Assert.Equal(Crc32C.Of(bytes.AsSpan(0, 60)), U32(bytes, 60));
        Assert.True(HeadMark.TryParse(bytes, out _, out _));
        Assert.Equal(HexBlock.Text(Examples.Head()), HexBlock.Text(bytes));
    }

    [Fact]
    public void Digests_are_what_their_page_says()
    {
        var frame = HexBlock.Of("segment.md")[1];
        var (at, before) = (56, SHA256.HashData([2, .. LogIdBytes]));
        var (marks, digest) = (new List<byte>(), before);
        for (var item = 0; item < 2; item++)
        {
            var walk = new Walk(frame, at);
            var end = walk.VarInt() + walk.At;
            var body = walk.At;
            walk.VarInt();
            walk.Take(1 + 16 + (frame[walk.At] == 1 ? 10 : 0));
            walk.Text();
            walk.Text();
            for (var tags = walk.VarInt(); tags > 0; tags--)
            {
                walk.Text();
            }

            var salt = SHA256.HashData([5, .. frame[40..56], (byte)item, 0])[..16];
            var payload = SHA256.HashData([.. salt, .. frame[walk.At..end]]);
            var ofEvent = SHA256.HashData([0, .. BitConverter.GetBytes(7L + item), .. frame[24..32], .. frame[body..walk.At], .. payload]);
            digest = SHA256.HashData([3, .. digest, .. ofEvent]);
            marks.AddRange(ofEvent[..4]);
            at = end;
        }

        var page = HexBlock.Of("digests.md")[0];
        Assert.Equal(("DAYBKDIG", 2u, 0u), (Encoding.ASCII.GetString(page, 0, 8), U32(page, 8), U32(page, 12)));
        Assert.Equal([.. LogIdBytes, .. BitConverter.GetBytes(7L), .. before], page[16..72]);
        Assert.Equal((Crc32C.Of(page.AsSpan(0, 72)), 0u, 2u), (U32(page, 72), U32(page, 76), U32(page, 80)));
        Assert.Equal([.. marks, .. digest], page[88..]);
        Assert.Equal(~Crc32C.Add(Crc32C.Start, [.. LogIdBytes, .. BitConverter.GetBytes(7L), .. page[80..84], .. page[88..]]), U32(page, 84));
        Assert.Equal(HexBlock.Text(Examples.Digests()), HexBlock.Text(page));

        var entry = Assert.Single(HexBlock.Of("manifest.md"));
        Assert.Equal((7L, 8L, 4096L + frame.Length), (I64(entry, 0), I64(entry, 8), I64(entry, 16)));
        Assert.Equal(digest, entry[24..56]);
        Assert.Equal((~Crc32C.Add(Crc32C.Add(Crc32C.Start, LogIdBytes), entry.AsSpan(0, 56)), 0u), (U32(entry, 56), U32(entry, 60)));
        Assert.Equal(HexBlock.Text(Examples.Manifest()), HexBlock.Text(entry));
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static long I64(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

    /// <summary>Reads on through an item. All lengths here fit into two bytes.</summary>
    private sealed class Walk(byte[] bytes, int start)
    {
        public int At { get; private set; } = start;

        public int Byte() => bytes[At++];

        public int VarInt()
        {
            var low = Byte();
            return low < 0x80 ? low : (low & 0x7F) | (Byte() << 7);
        }

        public byte[] Take(int count)
        {
            At += count;
            return bytes[(At - count)..At];
        }

        public string Text() => Encoding.UTF8.GetString(Take(VarInt()));
    }
}
