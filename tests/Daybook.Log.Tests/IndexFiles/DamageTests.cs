using System.Buffers.Binary;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>No changed bit of a file passes, wherever it is.</summary>
public sealed class DamageTests
{
    private static readonly IndexContent Content = Small();

    [Fact]
    public void Every_flipped_bit_is_noticed_by_the_block_that_has_it()
    {
        var bytes = Content.ToBytes();
        var places = PlacesOf(bytes);
        Assert.InRange(bytes.Length, 15_000, 30_000);

        var input = new IndexInput(new BytesDisk(bytes).Open("", DiskAccess.Read), Content.Id, cache: null);
        foreach (var place in places)
        {
            for (var bit = place.Offset * 8; bit < (place.Offset + place.Length) * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (int)(bit % 8));
                Assert.False(Passes(input, place), $"bit {bit}");
                bytes[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            }

            Assert.True(Passes(input, place));
        }
    }

    [Fact]
    public void A_changed_byte_is_told_as_damage_with_file_and_place()
    {
        // Every seventh, since each is a reading of the whole file; the test above leaves none out.
        const int Step = 7;
        var bytes = Content.ToBytes();
        for (var at = 0; at < bytes.Length; at += Step)
        {
            bytes[at] ^= (byte)(1 << (at % 8));
            var damage = Assert.Throws<LogException>(() => ReadAll(bytes));
            bytes[at] ^= (byte)(1 << (at % 8));

            Assert.Equal((LogFault.Damaged, Content.Id.Name), (damage.Fault, damage.File));
            Assert.InRange(damage.Offset, 0, at);
            Assert.Contains("builds it again", damage.Message, StringComparison.Ordinal);
        }

        ReadAll(bytes);
    }

    [Fact]
    public void A_block_in_the_place_of_another_of_its_size_is_noticed()
    {
        var bytes = Content.ToBytes();
        var places = PlacesOf(bytes);
        var (first, second) = places.SelectMany(one => places, static (one, other) => (one, other))
            .First(static pair => pair.one.Offset < pair.other.Offset && pair.one.Length == pair.other.Length && pair.one.Kind == pair.other.Kind);
        var block = bytes.AsSpan((int)first.Offset, first.Length).ToArray();
        block.CopyTo(bytes, (int)second.Offset);

        Assert.Equal(second.Offset, Assert.Throws<LogException>(() => ReadAll(bytes)).Offset);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_goes_on_is_noticed()
    {
        var bytes = Content.ToBytes();

        for (var length = 0; length < bytes.Length; length += length < 200 ? 1 : 11)
        {
            var cut = bytes[..length];
            Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => BytesDisk.Open(cut, Content.Id)).Fault);
        }

        Assert.Throws<LogException>(() => BytesDisk.Open([.. bytes, 0], Content.Id));
        Assert.Throws<LogException>(() => BytesDisk.Open([.. bytes, .. bytes[^IndexFooter.Size..]], Content.Id));
    }

    [Fact]
    public void A_file_of_another_log_or_range_is_refused()
    {
        var bytes = Content.ToBytes();

        foreach (var other in new[]
        {
            Content.Id with { LogId = Items.Id(1) },
            Content.Id with { FirstPosition = 1 },
            Content.Id with { LastPosition = Content.Id.LastPosition + 1 },
        })
        {
            Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => BytesDisk.Open(bytes, other)).Fault);

            // Even under a header that says what is expected, no block passes.
            var disguised = bytes.ToArray();
            IndexHeader.Write(disguised, other);
            Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => BytesDisk.Open(disguised, other)).Fault);
        }
    }

    [Fact]
    public void A_file_of_an_unknown_version_is_refused_as_such()
    {
        var bytes = Content.ToBytes();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), LogFormat.Version + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(60), Crc32C.Of(bytes.AsSpan(0, 60)));

        var refusal = Assert.Throws<LogException>(() => BytesDisk.Open(bytes, Content.Id));

        Assert.Equal((LogFault.UnknownFormat, Content.Id.Name), (refusal.Fault, refusal.File));
    }

    private static IndexContent Small()
    {
        var log = TestLog.Random(11, 700, 250, firstPosition: 100);
        log.Add([.. Enumerable.Range(0, 300).Select(static number => new TestEvent("long-1", "type-1", Items.Id(number)))]);
        return log.Content();
    }

    /// <summary>Where all blocks lie, found by reading everything: together they are the whole file.</summary>
    private static List<BlockPlace> PlacesOf(byte[] bytes)
    {
        var disk = new BytesDisk(bytes);
        using (var file = IndexFile.Open(disk, "", Content.Id, cache: null))
        {
            Agreement.Check(Content, file);
        }

        var input = new IndexInput(disk.Open("", DiskAccess.Read), Content.Id, cache: null);
        var places = new List<BlockPlace>();
        var end = (long)IndexHeader.Size;
        foreach (var (offset, length) in disk.Reads.OrderBy(static read => read.Key).Skip(1))
        {
            Assert.Equal(end, offset);
            places.Add(Assert.Single(Enum.GetValues<BlockKind>().Select(kind => new BlockPlace(kind, offset, length)), place => Passes(input, place)));
            end += length;
        }

        Assert.Equal(bytes.Length, end);
        return places;
    }

    private static bool Passes(IndexInput input, BlockPlace place)
    {
        try
        {
            input.ReadOnce(place);
            return true;
        }
        catch (LogException damage) when (damage.Fault == LogFault.Damaged)
        {
            return false;
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        using var file = BytesDisk.Open(bytes, Content.Id);
        var walk = file.Terms();
        var cursor = new PostingCursor();
        var positions = new long[1_000];
        var fingerprints = new uint[1_000];
        Agreement.TryFind(file, IndexContent.KeyOf(TermKind.Stream, "absent"), out _);
        while (walk.MoveNext())
        {
            var entry = walk.Entry;
            file.OpenPostings(entry, cursor);
            Assert.Equal(entry.Count, cursor.CopyNext(positions, fingerprints));
        }

        for (var block = 0; block < file.Frames.BlockCount; block++)
        {
            var frames = file.Frames.ReadBlock(block);
            while (frames.MoveNext())
            {
            }
        }
    }
}
