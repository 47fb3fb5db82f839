using Daybook.Log.IndexBlocks;

namespace Daybook.Log.Tests.IndexBlocks;

/// <summary>Names of index files, and what is refused as one.</summary>
public sealed class IndexFileIdTests
{
    [Theory]
    [InlineData(1, 1, "00000000000000000001-00000000000000000001.idx")]
    [InlineData(7, long.MaxValue, "00000000000000000007-09223372036854775807.idx")]
    public void A_file_is_named_after_its_range(long first, long last, string name)
    {
        var id = new IndexFileId(FrameMaker.LogId, first, last);

        Assert.Equal((name, "idx/" + name), (id.FileName, id.Name));
        Assert.True(IndexFileId.TryParseFileName(name, out var readFirst, out var readLast));
        Assert.Equal((first, last), (readFirst, readLast));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1-2.idx")]
    [InlineData("00000000000000000001-00000000000000000002.idx.new")]
    [InlineData("00000000000000000001-00000000000000000002.IDX")]
    [InlineData("00000000000000000001_00000000000000000002.idx")]
    [InlineData("00000000000000000000-00000000000000000002.idx")]
    [InlineData("00000000000000000003-00000000000000000002.idx")]
    [InlineData("0000000000000000000a-00000000000000000002.idx")]
    [InlineData("+0000000000000000001-00000000000000000002.idx")]
    public void Other_names_are_no_index_files(string name) => Assert.False(IndexFileId.TryParseFileName(name, out _, out _));

    [Fact]
    public void Every_part_of_an_id_changes_the_checksums()
    {
        var id = new IndexFileId(FrameMaker.LogId, 1, 2);

        uint[] seeds =
        [
            id.ChecksumSeed(), (id with { LogId = Items.Id(1) }).ChecksumSeed(),
            (id with { FirstPosition = 2 }).ChecksumSeed(), (id with { LastPosition = 3 }).ChecksumSeed(),
        ];

        Assert.Equal(4, seeds.Distinct().Count());
    }
}
