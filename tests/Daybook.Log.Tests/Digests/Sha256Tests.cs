using System.Security.Cryptography;
using Daybook.Log.Digests;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Digests;

public sealed class Sha256Tests
{
    [Fact]
    public void Every_way_gives_the_hash_of_both_pieces()
    {
        var random = new Random(1);
        Span<byte> hash = stackalloc byte[Digest.Size];
        foreach (var length in Enumerable.Range(0, 200).Concat([511, 512, 513, 4_096, 1_000_000]))
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var cut = random.Next(length + 1);
            var expected = SHA256.HashData(bytes);

            Sha256.Hash(bytes.AsSpan(0, cut), bytes.AsSpan(cut), hash);
            Assert.Equal(expected, hash.ToArray());
            Sha256.HashManaged(bytes.AsSpan(0, cut), bytes.AsSpan(cut), hash);
            Assert.Equal(expected, hash.ToArray());
        }
    }

    [Fact]
    public void On_Linux_the_library_is_called_directly() => Assert.Equal(OperatingSystem.IsLinux(), LibCrypto.IsThere);

    [Fact]
    public void A_digest_is_a_value()
    {
        var bytes = SHA256.HashData("one"u8);
        var digest = Digest.From(bytes);

        Assert.Equal(Digest.From(bytes), digest);
        Assert.NotEqual(default, digest);
        Assert.Equal(Convert.ToHexStringLower(bytes), digest.ToString());
        Assert.Equal(digest.GetHashCode(), Digest.From(bytes).GetHashCode());
    }
}
