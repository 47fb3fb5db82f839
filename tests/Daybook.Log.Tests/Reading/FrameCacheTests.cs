using Daybook.Log.Reading;

namespace Daybook.Log.Tests.Reading;

/// <summary>Frames in memory, never more bytes than allowed.</summary>
public sealed class FrameCacheTests
{
    [Fact]
    public void The_frame_used_longest_ago_goes_first()
    {
        var cache = new FrameCache<byte[]>(100);
        Keep(cache, 1, 40);
        Keep(cache, 2, 40);
        Assert.NotNull(cache.Find(1));

        Keep(cache, 3, 40);

        Assert.Equal([1L, 3], new[] { 1L, 2, 3 }.Where(first => cache.Find(first) is not null));
    }

    [Fact]
    public void The_bytes_kept_never_exceed_the_bound()
    {
        var cache = new FrameCache<byte[]>(1_000);
        var random = new Random(3);
        for (var first = 0; first < 2_000; first++)
        {
            Keep(cache, first, random.Next(1, 400));
            var kept = Enumerable.Range(0, first + 1).Skip(first - 1_100).Sum(at => cache.Find(at)?.Length ?? 0);
            Assert.InRange(kept, 1, 1_000);
        }
    }

    [Fact]
    public void A_frame_larger_than_the_cache_is_not_kept_and_pushes_nothing_out()
    {
        var cache = new FrameCache<byte[]>(100);
        Keep(cache, 1, 100);

        Keep(cache, 2, 101);

        Assert.Equal((100, null), (cache.Find(1)!.Length, cache.Find(2)));
        Assert.Null(new FrameCache<byte[]>(0).Find(1));
    }

    private static void Keep(FrameCache<byte[]> cache, long first, int bytes) => cache.Keep(first, new byte[bytes], bytes);
}
