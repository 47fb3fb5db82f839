using Daybook.Deciding;

namespace Daybook.Tests.Deciding;

/// <summary>The cache of states is bounded and never goes back.</summary>
public sealed class StateCacheTests
{
    private readonly StateCache<string> cache = new();

    [Fact]
    public void The_state_used_longest_ago_goes_first()
    {
        for (var number = 0; number < StateCache<string>.MaxStates; number++)
        {
            cache.Keep($"s-{number}", State(1));
        }

        Assert.NotNull(cache.Find("s-0"));
        cache.Keep("one-more", State(1));
        cache.Keep("two-more", State(1));

        Assert.NotNull(cache.Find("s-0"));
        Assert.Null(cache.Find("s-1"));
        Assert.Null(cache.Find("s-2"));
        Assert.NotNull(cache.Find("s-3"));
        Assert.NotNull(cache.Find("two-more"));
    }

    [Fact]
    public void A_state_that_is_further_behind_is_not_kept()
    {
        cache.Keep("s", State(5));
        cache.Keep("s", State(3));
        Assert.Equal(State(5), cache.Find("s"));

        cache.Keep("s", State(6));
        Assert.Equal(State(6), cache.Find("s"));
    }

    private static Known<string> State(int events) =>
        new(new Loaded<string>($"after {events}", new Revision(events - 1), events), new Position(events));
}
