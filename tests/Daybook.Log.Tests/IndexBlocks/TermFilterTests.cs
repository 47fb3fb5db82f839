using System.Text;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.Tests.IndexBlocks;

/// <summary>The hash of terms and the filter over them.</summary>
public sealed class TermFilterTests
{
    [Theory]
    [InlineData("", 0, 0xEF46DB3751D8E999)]
    [InlineData("a", 0, 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0, 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0, 0xFBCEA83C8A378BF1)]
    public void Known_texts_have_known_hashes(string text, ulong seed, ulong hash) =>
        Assert.Equal(hash, TermHash.Of(Encoding.ASCII.GetBytes(text), seed));

    [Fact]
    public void Every_byte_and_the_seed_change_the_hash()
    {
        var hashes = new HashSet<ulong>();
        for (var length = 0; length < 100; length++)
        {
            var bytes = new byte[length];
            Assert.True(hashes.Add(TermHash.Of(bytes, 1)) && hashes.Add(TermHash.Of(bytes, 2)));
            for (var at = 0; at < length; at++)
            {
                bytes[at] = 1;
                Assert.True(hashes.Add(TermHash.Of(bytes, 1)));
                bytes[at] = 0;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(100_000)]
    public void What_was_added_passes_and_of_the_rest_about_one_in_a_hundred(int terms)
    {
        var filter = TermFilter.For(terms);
        for (var term = 0; term < terms; term++)
        {
            filter.Add(HashOf(term));
        }

        Assert.All(Enumerable.Range(0, terms), term => Assert.True(filter.MayHave(HashOf(term))));
        Assert.InRange(Enumerable.Range(terms, 100_000).Count(term => filter.MayHave(HashOf(term))), 0, 1_500);
        Assert.InRange(filter.Bytes.Length, terms * 10 / 8, (terms * 11 / 8) + 32);
    }

    [Fact]
    public void An_empty_filter_lets_nothing_pass() =>
        Assert.DoesNotContain(Enumerable.Range(0, 1_000), static term => TermFilter.For(0).MayHave(HashOf(term)));

    private static ulong HashOf(int term) => TermHash.Of(BitConverter.GetBytes(term), 17);
}
