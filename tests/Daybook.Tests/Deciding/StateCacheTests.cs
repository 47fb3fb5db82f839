using Daybook.Deciding;

namespace Daybook.Tests.Deciding;

/// <summary>The cache of states is bounded and never goes back.</summary>
public sealed class StateCacheTests
{
    private readonly object fold = new();
    private readonly StateCache<string> cache = new();

    [Fact]
    public void The_state_used_longest_ago_goes_first()
    {
        for (var number = 0; number < StateCache<string>.MaxStates; number++)
        {
            cache.Keep(fold, $"s-{number}", State(1));
        }

        Assert.NotNull(cache.Find(fold, "s-0"));
        cache.Keep(fold, "one-more", State(1));
        cache.Keep(fold, "two-more", State(1));

        Assert.NotNull(cache.Find(fold, "s-0"));
        Assert.Null(cache.Find(fold, "s-1"));
        Assert.Null(cache.Find(fold, "s-2"));
        Assert.NotNull(cache.Find(fold, "s-3"));
        Assert.NotNull(cache.Find(fold, "two-more"));
    }

    [Fact]
    public void A_state_that_is_further_behind_is_not_kept()
    {
        cache.Keep(fold, "s", State(5));
        cache.Keep(fold, "s", State(3));
        Assert.Equal(State(5), cache.Find(fold, "s"));

        cache.Keep(fold, "s", State(6));
        Assert.Equal(State(6), cache.Find(fold, "s"));
    }

    private static Loaded<string> State(int events) => new($"after {events}", new Revision(events - 1), events);
}
