using System.Runtime.CompilerServices;

namespace Daybook.Log.Format;

/// <summary>A SHA-256 hash as a value.</summary>
[InlineArray(Size)]
internal struct Digest : IEquatable<Digest>
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 32;

    private byte first;

    /// <summary>The hash that bytes hold.</summary>
    /// <param name="bytes">At least 32; the first 32 count.</param>
    public static Digest From(ReadOnlySpan<byte> bytes)
    {
        var digest = default(Digest);
        bytes[..Size].CopyTo(digest);
        return digest;
    }

    public readonly void CopyTo(Span<byte> target) => ((ReadOnlySpan<byte>)this).CopyTo(target);

    public readonly bool Equals(Digest other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is Digest other && Equals(other);

    public override readonly int GetHashCode() => BitConverter.ToInt32(this);

    /// <summary>64 hexadecimal digits.</summary>
    public override readonly string ToString() => Convert.ToHexStringLower(this);
}
