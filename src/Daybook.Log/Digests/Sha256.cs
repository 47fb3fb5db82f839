using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Daybook.Log.Digests;

/// <summary>SHA-256 (FIPS 180-4), the fastest way that the system has.</summary>
internal static class Sha256
{
    private const int SmallBytes = 512;

    /// <summary>The hash of two pieces of bytes, one behind the other; either may be empty.</summary>
    public static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash)
    {
        if (LibCrypto.IsThere)
        {
            LibCrypto.Hash(first, second, hash);
        }
        else
        {
            HashManaged(first, second, hash);
        }
    }

    /// <summary>The same with the runtime's own call.</summary>
    [SkipLocalsInit]
    internal static void HashManaged(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash)
    {
        var length = first.Length + second.Length;
        var rented = length > SmallBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        var bytes = rented ?? stackalloc byte[SmallBytes];
        first.CopyTo(bytes);
        second.CopyTo(bytes[first.Length..]);
        SHA256.HashData(bytes[..length], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
