using System.Buffers.Binary;
using System.Text;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;
using Daybook.Log.Tests.IndexFiles;

namespace Daybook.Log.Tests.Format;

/// <summary>The example of docs/format/index.md, read at the places of the tables without the code that wrote it; and long lists, likewise.</summary>
public sealed class DocumentedIndexTests
{
    private static readonly byte[] Page = HexBlock.Of("index.md")[0];

    [Fact]
    public void The_example_is_what_is_written() => Assert.Equal(HexBlock.Text(Example().ToBytes()), HexBlock.Text(Page));

    [Fact]
    public void The_example_is_read_as_a_file()
    {
        using var file = BytesDisk.Open(Page, Example().Id);

        Agreement.Check(Example(), file);
    }

    [Fact]
    public void Header_has_the_fields_of_its_table()
    {
        Assert.Equal("DAYBKIDX", Encoding.ASCII.GetString(Page, 0, 8));
        Assert.Equal((2u, 0u, 7L, 8L), (U32(Page, 8), U32(Page, 12), I64(Page, 16), I64(Page, 24)));
        Assert.Equal([.. Enumerable.Range(0, 16).Select(static at => (byte)at)], Page[32..48]);
        Assert.All(Page[48..60], static one => Assert.Equal(0, one));
        Assert.Equal(Crc32C.Of(Page.AsSpan(0, 60)), U32(Page, 60));
    }

    [Fact]
    public void Footer_and_top_levels_have_the_fields_of_their_tables()
    {
        var footer = Content(Page, Page.Length - 88, 88, kind: 9);
        Assert.Equal((6L, 1L, 1L, Page.Length), (I64(footer, 48), I64(footer, 56), I64(footer, 64), I64(footer, 72)));
        Assert.Equal(0u, U32(footer, 80));

        var terms = Content(Page, I64(footer, 0), I64(footer, 8), kind: 5);
        Assert.Equal((9, (byte)0), (terms.Length, terms[8]));

        var filter = Content(Page, I64(footer, 16), I64(footer, 24), kind: 6);
        Assert.Equal(32, filter.Length);
        Assert.All(Example().Terms.Keys, key => Assert.True(IsInFilter(filter, key)));
        Assert.False(IsInFilter(filter, "\u0001account-44"u8));

        var frames = Content(Page, I64(footer, 32), I64(footer, 40), kind: 8);
        Assert.Equal(40, frames.Length);
        Assert.Equal((7L, Examples.RecordedAt.UtcTicks), (I64(frames, 0), I64(frames, 8)));
        Assert.Equal((Examples.OccurredAt.UtcTicks, Examples.RecordedAt.UtcTicks), (I64(frames, 16), I64(frames, 24)));
    }

    [Fact]
    public void Entries_of_terms_have_the_fields_of_their_tables()
    {
        var (offset, length) = Place(Content(Page, I64(Page, Page.Length - 88), I64(Page, Page.Length - 80), kind: 5), 0);
        var block = Content(Page, offset, length, kind: 4);
        Assert.Equal((1, 0), (U16(block, block.Length - 2), U16(block, block.Length - 4)));

        var at = 0;
        var key = Array.Empty<byte>();
        var entries = new List<string>();
        while (at < block.Length - 4)
        {
            var shared = VarInt(block, ref at);
            key = [.. key[..shared], .. Take(block, VarInt(block, ref at), ref at)];
            entries.Add($"{key[0]} {Encoding.UTF8.GetString(key.AsSpan(1))} {Convert.ToHexString(Take(block, VarInt(block, ref at), ref at))}");
        }

        // One posting each, here; of streams the revision and the fingerprint 11111111 ^ 55555555; then the gap between 7 and 8.
        Assert.Equal(
            [
                "1 account-42 03030044444444", "1 account-43 030001CCCCCCCC", "2 account 050000",
                "3 account-opened 0301", "3 deposited 0300", "4 branch:7 0300",
            ],
            entries);
    }

    [Fact]
    public void Frames_have_the_fields_of_their_table()
    {
        var (offset, length) = Place(Content(Page, I64(Page, Page.Length - 56), I64(Page, Page.Length - 48), kind: 8), 32);
        var block = Content(Page, offset, length, kind: 7);
        var at = 0;

        Assert.Equal(((2 - 1) * 4) + 1 + 2, VarInt(block, ref at));
        Assert.Equal(Examples.Frame().Length / 8, VarInt(block, ref at));
        Assert.Equal((7, SegmentHeader.Size), (VarInt(block, ref at), VarInt(block, ref at)));
        var earlier = (Examples.RecordedAt - Examples.OccurredAt).Ticks;
        Assert.Equal((2 * earlier, earlier), (LongVarInt(block, ref at), LongVarInt(block, ref at)));
        Assert.Equal(block.Length, at);
    }

    [Fact]
    public void A_long_list_has_the_blocks_and_the_page_that_are_described()
    {
        var log = new TestLog();
        for (var number = 0; number < 300; number++)
        {
            log.Add(new TestEvent("s", $"t{number % 2}", Items.Id(number)));
        }

        var bytes = log.Content().ToBytes();
        var (offset, length) = Place(Content(bytes, I64(bytes, bytes.Length - 88), I64(bytes, bytes.Length - 80), kind: 5), 0);
        var block = Content(bytes, offset, length, kind: 4);
        var at = 0;
        Assert.Equal((0, 2, "\u0001s"), (VarInt(block, ref at), VarInt(block, ref at), Encoding.UTF8.GetString(Take(block, 2, ref at))));
        Assert.InRange(VarInt(block, ref at), 8, 20);
        Assert.Equal((600, 0, 0, 299), (VarInt(block, ref at), VarInt(block, ref at), VarInt(block, ref at), VarInt(block, ref at)));

        var page = Content(bytes, VarInt(block, ref at), VarInt(block, ref at), kind: 2);
        Assert.Equal(3 * 14, page.Length);
        for (var entry = 0; entry < 3; entry++)
        {
            var count = entry < 2 ? 128 : 300 - 256;
            var (postingsAt, postingsLength) = Place(page, (entry * 14) + 6);
            var fingerprints = Content(bytes, postingsAt + postingsLength, (count * 4) + 4, kind: 3);

            // All gaps are 0, which takes no bits.
            Assert.Equal(entry * 128, I64(page, entry * 14) & 0xFFFF_FFFF_FFFF);
            Assert.Equal([0], Content(bytes, postingsAt, postingsLength, kind: 1));
            Assert.Equal(Enumerable.Range(entry * 128, count).Select(static number => Fingerprint.Of(Items.Id(number))), Enumerable.Range(0, count).Select(index => U32(fingerprints, index * 4)));
        }
    }

    private static IndexContent Example()
    {
        var frame = FrameMaker.HeaderOf(Examples.Frame());
        var content = new IndexContent(new IndexFileId(FrameMaker.LogId, 7, 8))
        {
            Frames =
            [
                new FramePlace
                {
                    FirstPosition = frame.FirstPosition,
                    Count = frame.Count,
                    Segment = 7,
                    Offset = SegmentHeader.Size,
                    Length = frame.Length,
                    RecordedTicks = frame.RecordedTicks,
                    FirstOccurredTicks = Examples.OccurredAt.UtcTicks,
                    LastOccurredTicks = frame.RecordedTicks,
                },
            ],
        };
        content.Add(new TestEvent("account-42", "deposited", Examples.FirstId) { Tags = ["branch:7"], Position = 7, Revision = 3 });
        content.Add(new TestEvent("account-43", "account-opened", Examples.SecondId) { Position = 8, Revision = 0 });
        return content;
    }

    /// <summary>A block's content, its checksum calculated as the page says.</summary>
    private static byte[] Content(byte[] file, long offset, long length, byte kind)
    {
        var content = file[(int)offset..(int)(offset + length - 4)];
        byte[] place = [.. BitConverter.GetBytes(offset)[..7], kind];
        byte[] covered = [.. file[32..48], .. file[16..32], .. place, .. content];
        Assert.Equal(Crc32C.Of(covered), U32(file, (int)(offset + length - 4)));
        return content;
    }

    private static (long Offset, int Length) Place(byte[] bytes, int at) => (I64(bytes, at) & 0xFFFF_FFFF_FFFF, U16(bytes, at + 6));

    private static bool IsInFilter(byte[] filter, ReadOnlySpan<byte> key)
    {
        var salts = new uint[] { 0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31 };
        var hash = (uint)TermHash.Of(key, 0x0706050403020100 ^ 0x0f0e0d0c0b0a0908);
        return Enumerable.Range(0, 8).All(word => (U32(filter, word * 4) >> (int)((hash * salts[word]) >> 27) & 1) == 1);
    }

    private static int VarInt(byte[] bytes, ref int at) => (int)LongVarInt(bytes, ref at);

    private static long LongVarInt(byte[] bytes, ref int at)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            value |= (bytes[at] & 0x7FL) << shift;
            if (bytes[at++] < 0x80)
            {
                return value;
            }
        }
    }

    private static byte[] Take(byte[] bytes, int count, ref int at)
    {
        at += count;
        return bytes[(at - count)..at];
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static long I64(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
}
