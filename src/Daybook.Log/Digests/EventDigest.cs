using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Daybook.Log.Format;

namespace Daybook.Log.Digests;

/// <summary>
/// The digest of one recorded event, the same for every way of storing it (docs/format/digests.md). It is the leaf hash of RFC 6962
/// over the event's canonical bytes, in which metadata and data are represented by a salted hash of their own: destroyed
/// later, they leave a digest that still holds and that nobody can guess them from.
/// </summary>
internal static class EventDigest
{
    public const int SaltBytes = 16;

    private const byte LeafPrefix = 0;
    private const byte SaltPrefix = 5;

    /// <summary>The most bytes of an item in front of its metadata.</summary>
    private const int HeadRoomBytes = 1 + VarInt.MaxSize + 1 + 16 + 10 + ((2 + LogLimits.TagsPerEvent) * (2 + LogLimits.StreamNameBytes)) + VarInt.MaxSize;

    /// <summary>Computes the digest of an item from its stored bytes.</summary>
    /// <param name="body">The item behind its length (docs/format/segment.md), as stored.</param>
    /// <param name="position">Its position.</param>
    /// <param name="recordedTicks">When it was recorded, UTC ticks.</param>
    /// <param name="salt">Its salt.</param>
    /// <param name="digest">Where the 32 bytes go.</param>
    /// <returns>False when the bytes are no item.</returns>
    [SkipLocalsInit]
    public static bool TryCompute(ReadOnlySpan<byte> body, long position, long recordedTicks, ReadOnlySpan<byte> salt, Span<byte> digest)
    {
        if (!ItemBytes.TryRead(body, out var item) || item.HeadLength > HeadRoomBytes)
        {
            return false;
        }

        var head = item.HeadLength;

        Span<byte> canonical = stackalloc byte[1 + sizeof(long) + sizeof(long) + HeadRoomBytes + Digest.Size];
        canonical[0] = LeafPrefix;
        BinaryPrimitives.WriteInt64LittleEndian(canonical[1..], position);
        BinaryPrimitives.WriteInt64LittleEndian(canonical[9..], recordedTicks);
        body[..head].CopyTo(canonical[17..]);
        Sha256.Hash(salt, body[head..], canonical[(17 + head)..]);
        Sha256.Hash(canonical[..(17 + head + Digest.Size)], [], digest);
        return true;
    }

    /// <summary>The salt of one of several events of an append, from the append's own. That of a single event is the append's.</summary>
    public static void SaltOf(ReadOnlySpan<byte> appendSalt, int item, Span<byte> salt)
    {
        Span<byte> numbered = stackalloc byte[1 + SaltBytes + sizeof(ushort)];
        Span<byte> hash = stackalloc byte[Digest.Size];
        numbered[0] = SaltPrefix;
        appendSalt[..SaltBytes].CopyTo(numbered[1..]);
        BinaryPrimitives.WriteUInt16LittleEndian(numbered[(1 + SaltBytes)..], (ushort)item);
        Sha256.Hash(numbered, [], hash);
        hash[..SaltBytes].CopyTo(salt);
    }
}
