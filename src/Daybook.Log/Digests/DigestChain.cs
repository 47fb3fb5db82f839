using Daybook.Log.Format;

namespace Daybook.Log.Digests;

/// <summary>
/// One digest for everything up to a position: that of the position before and that of the event, hashed together
/// (docs/format/digests.md). Whoever changes, removes or moves an event changes every digest from there on. Not thread-safe.
/// </summary>
internal sealed class DigestChain
{
    private const byte StartPrefix = 2;
    private const byte LinkPrefix = 3;

    // Prefix, digest so far, digest of the event: what a link is the hash of.
    private readonly byte[] link = new byte[1 + Digest.Size + Digest.Size];

    /// <summary>Goes on behind a position.</summary>
    public DigestChain(long position, Digest digest)
    {
        Position = position;
        link[0] = LinkPrefix;
        digest.CopyTo(link.AsSpan(1));
    }

    /// <summary>The last position that the digest covers; 0 for none.</summary>
    public long Position { get; private set; }

    /// <summary>The digest of everything up to the position.</summary>
    public Digest Digest => Digest.From(link.AsSpan(1));

    /// <summary>What the chain of a log begins with, before its first event.</summary>
    public static Digest StartOf(Guid logId)
    {
        Span<byte> bytes = stackalloc byte[17];
        Span<byte> hash = stackalloc byte[Digest.Size];
        bytes[0] = StartPrefix;
        logId.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        Sha256.Hash(bytes, [], hash);
        return Digest.From(hash);
    }

    /// <summary>Adds the events of the next frame from its stored bytes; false when they do not parse, and then the chain is of no use.</summary>
    /// <param name="header">The frame's header.</param>
    /// <param name="frame">The whole frame.</param>
    /// <param name="marks">Where the marks of its events go: the first bytes of the digest of each.</param>
    public bool TryAdd(in FrameHeader header, ReadOnlySpan<byte> frame, Span<byte> marks)
    {
        Invariant.Holds(header.FirstPosition == Position + 1);
        var rest = frame[FrameHeader.Size..];
        for (var item = 0; item < header.Count; item++)
        {
            if (!VarInt.TryRead(ref rest, out var length) || length > rest.Length || !TryAdd(rest[..(int)length], header, item))
            {
                return false;
            }

            rest = rest[(int)length..];
            link.AsSpan(1 + Digest.Size, DigestBlock.MarkBytes).CopyTo(marks[(item * DigestBlock.MarkBytes)..]);
        }

        return true;
    }

    private bool TryAdd(ReadOnlySpan<byte> body, in FrameHeader header, int item)
    {
        Span<byte> salt = stackalloc byte[EventDigest.SaltBytes];
        header.Salt.TryWriteBytes(salt, bigEndian: true, out _);
        if (header.Count > 1)
        {
            EventDigest.SaltOf(salt, item, salt);
        }

        if (!EventDigest.TryCompute(body, Position + 1, header.RecordedTicks, salt, link.AsSpan(1 + Digest.Size)))
        {
            return false;
        }

        Sha256.Hash(link, [], link.AsSpan(1, Digest.Size));
        Position++;
        return true;
    }
}
