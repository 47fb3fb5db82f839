using System.Buffers.Binary;
using System.Text;

namespace Daybook.Log.IndexBlocks;

/// <summary>What a term says of an event. The order of the numbers is the order of terms in a file.</summary>
internal enum TermKind : byte
{
    Stream = 1,
    Category = 2,
    Type = 3,
    Tag = 4,
}

/// <summary>
/// A term that is looked for: its key, which is a byte of kind and the text in UTF-8, and the key's hash, the same for all
/// files of a log. Keys are compared byte by byte; that is the order of Unicode code points.
/// </summary>
internal readonly ref struct Term
{
    /// <summary>The longest key, bytes.</summary>
    public const int MaxBytes = 1 + LogLimits.StreamNameBytes;

    /// <param name="key">Kind and text.</param>
    /// <param name="hashSeed">See <see cref="SeedOf"/>.</param>
    public Term(ReadOnlySpan<byte> key, ulong hashSeed)
    {
        Key = key;
        Hash = TermHash.Of(key, hashSeed);
    }

    public ReadOnlySpan<byte> Key { get; }

    public ulong Hash { get; }

    /// <summary>Makes a term in a buffer of at least <see cref="MaxBytes"/> bytes, which it keeps using.</summary>
    public static Term Of(TermKind kind, ReadOnlySpan<char> text, ulong hashSeed, Span<byte> buffer) =>
        new(buffer[..WriteKey(kind, text, buffer)], hashSeed);

    /// <summary>Writes the key; returns its length in bytes.</summary>
    public static int WriteKey(TermKind kind, ReadOnlySpan<char> text, Span<byte> target)
    {
        target[0] = (byte)kind;
        return 1 + Encoding.UTF8.GetBytes(text, target[1..]);
    }

    /// <summary>The seed of a log's hashes: from its random id, so that nobody can choose terms that collide.</summary>
    public static ulong SeedOf(Guid logId)
    {
        Span<byte> bytes = stackalloc byte[16];
        logId.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
    }
}
