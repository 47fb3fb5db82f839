using Daybook.Log.IndexBlocks;

namespace Daybook.Log.Tests.IndexBlocks;

/// <summary>Blocks that were read lately, and not more bytes than allowed.</summary>
public sealed class BlockCacheTests
{
    private readonly BlockCache cache = new(300);

    [Fact]
    public void The_block_used_longest_ago_goes_first()
    {
        cache.Keep(1, Of(0, 100));
        cache.Keep(1, Of(100, 100));
        cache.Keep(1, Of(200, 100));
        Assert.NotNull(cache.Find(1, 0));

        cache.Keep(1, Of(300, 100));

        Assert.Null(cache.Find(1, 100));
        Assert.Equal([0, 200, 300], new long[] { 0, 100, 200, 300 }.Where(offset => cache.Find(1, offset)?.Place.Offset == offset));
        Assert.Equal(300, cache.UsedBytes);
    }

    [Fact]
    public void Files_do_not_share_blocks()
    {
        var (first, second) = (cache.Register(), cache.Register());
        cache.Keep(first, Of(0, 10));

        Assert.NotNull(cache.Find(first, 0));
        Assert.Null(cache.Find(second, 0));
    }

    [Fact]
    public void A_block_larger_than_the_cache_is_not_kept()
    {
        cache.Keep(1, Of(0, 100));
        cache.Keep(1, Of(100, 301));

        Assert.Null(cache.Find(1, 100));
        Assert.NotNull(cache.Find(1, 0));
    }

    private static Block Of(long offset, int size) => new(new byte[size], new BlockPlace(BlockKind.Terms, offset, size), default);
}
