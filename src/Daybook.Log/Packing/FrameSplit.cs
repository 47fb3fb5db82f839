using System.Buffers.Binary;
using Daybook.Log.Format;

namespace Daybook.Log.Packing;

/// <summary>
/// Takes frames apart into what no codec makes smaller (checksums, salts, ids) and the rest, in which a header is the differences
/// to the one before and padding is left out; and puts them together again (docs/format/packed.md). Frames that the writer did
/// not make so are refused, and compressed as they are.
/// </summary>
internal static class FrameSplit
{
    private const int IdBytes = 16;
    private const int SaltBytes = 16;

    /// <summary>What a header can take at most, in place of its 56 bytes.</summary>
    public const int HeaderRoomBytes = 7 * VarInt.MaxSize;

    /// <summary>Takes whole frames apart; false when they are not as the writer makes them, and then the targets are of no use.</summary>
    /// <param name="frames">One frame or more.</param>
    /// <param name="apart">As long as the frames at least.</param>
    /// <param name="rest">As long, and <see cref="HeaderRoomBytes"/> for each frame.</param>
    /// <param name="sizes">How much of each was filled.</param>
    public static bool TrySplit(ReadOnlySpan<byte> frames, Span<byte> apart, Span<byte> rest, out (int Apart, int Left) sizes)
    {
        sizes = default;
        FrameHeader before = default;
        while (!frames.IsEmpty)
        {
            if (!FrameHeader.TryPeek(frames, out var header) || header.Length > frames.Length || FrameHeader.UnknownFlags(frames) != 0)
            {
                return false;
            }

            frames[..sizeof(uint)].CopyTo(apart[sizes.Apart..]);
            frames.Slice(FrameHeader.Size - SaltBytes, SaltBytes).CopyTo(apart[(sizes.Apart + sizeof(uint))..]);
            sizes.Apart += sizeof(uint) + SaltBytes;
            sizes.Left += WriteHeader(rest[sizes.Left..], header, before);
            var left = frames[FrameHeader.Size..header.Length];
            for (var item = 0; item < header.Count; item++)
            {
                if (!TrySplitItem(ref left, apart, rest, ref sizes))
                {
                    return false;
                }
            }

            if (left.Length >= FrameHeader.Alignment || left.ContainsAnyExcept((byte)0))
            {
                return false;
            }

            frames = frames[header.Length..];
            before = header;
        }

        return true;
    }

    /// <summary>Puts frames together; false when the parts are not whole, or give other than as many bytes as the target has.</summary>
    public static bool TryJoin(ReadOnlySpan<byte> apart, ReadOnlySpan<byte> rest, Span<byte> frames)
    {
        FrameHeader before = default;
        while (!frames.IsEmpty)
        {
            if (!TryReadHeader(ref rest, before, out var header) || header.Length > frames.Length || apart.Length < sizeof(uint) + SaltBytes)
            {
                return false;
            }

            var frame = frames[..header.Length];
            header = header with { Salt = new Guid(apart.Slice(sizeof(uint), SaltBytes), bigEndian: true) };
            header.WriteTo(frame, BinaryPrimitives.ReadUInt32LittleEndian(apart));
            apart = apart[(sizeof(uint) + SaltBytes)..];
            var left = frame[FrameHeader.Size..];
            for (var item = 0; item < header.Count; item++)
            {
                if (!TryJoinItem(ref apart, ref rest, ref left))
                {
                    return false;
                }
            }

            left.Clear();
            frames = frames[header.Length..];
            before = header;
        }

        return apart.IsEmpty && rest.IsEmpty;
    }

    /// <summary>An item is its length, revision, flags, id and the rest of it; the id goes apart.</summary>
    private static bool TrySplitItem(ref ReadOnlySpan<byte> left, Span<byte> apart, Span<byte> rest, ref (int Apart, int Left) sizes)
    {
        var begin = left;
        if (!VarInt.TryRead(ref left, out var length) || length > left.Length)
        {
            return false;
        }

        var body = left[..(int)length];
        if (!VarInt.TryRead(ref body, out _) || body.Length < 1 + IdBytes)
        {
            return false;
        }

        var head = begin[..((int)length + (begin.Length - left.Length) - body.Length + 1)];
        head.CopyTo(rest[sizes.Left..]);
        body.Slice(1, IdBytes).CopyTo(apart[sizes.Apart..]);
        body[(1 + IdBytes)..].CopyTo(rest[(sizes.Left + head.Length)..]);
        sizes = (sizes.Apart + IdBytes, sizes.Left + head.Length + body.Length - 1 - IdBytes);
        left = left[(int)length..];
        return true;
    }

    private static bool TryJoinItem(scoped ref ReadOnlySpan<byte> apart, scoped ref ReadOnlySpan<byte> rest, scoped ref Span<byte> left)
    {
        var begin = rest;
        if (!VarInt.TryRead(ref rest, out var length))
        {
            return false;
        }

        var lengthBytes = begin.Length - rest.Length;
        if (!VarInt.TryRead(ref rest, out _) || rest.IsEmpty)
        {
            return false;
        }

        var head = begin[..(begin.Length - rest.Length + 1)];
        var tail = length - (head.Length - lengthBytes) - IdBytes;
        if (tail < 0 || tail > rest.Length - 1 || lengthBytes + length > left.Length || apart.Length < IdBytes)
        {
            return false;
        }

        head.CopyTo(left);
        apart[..IdBytes].CopyTo(left[head.Length..]);
        rest.Slice(1, (int)tail).CopyTo(left[(head.Length + IdBytes)..]);
        left = left[(lengthBytes + (int)length)..];
        rest = rest[(1 + (int)tail)..];
        apart = apart[IdBytes..];
        return true;
    }

    private static int WriteHeader(Span<byte> target, in FrameHeader header, in FrameHeader before)
    {
        var size = VarInt.Write(target, (ulong)(header.Length / FrameHeader.Alignment));
        size += VarInt.Write(target[size..], Folded(header.FirstPosition - NextAfter(before)));
        size += VarInt.Write(target[size..], Folded((long)header.Epoch - before.Epoch));
        size += VarInt.Write(target[size..], (ulong)header.Count);
        size += VarInt.Write(target[size..], Folded(header.RecordedTicks - before.RecordedTicks));
        return size + VarInt.Write(target[size..], Folded(header.FirstPosition - 1 - header.DurableUpTo));
    }

    private static bool TryReadHeader(scoped ref ReadOnlySpan<byte> rest, in FrameHeader before, out FrameHeader header)
    {
        header = default;
        if (!VarInt.TryRead(ref rest, out var length)
            || !VarInt.TryRead(ref rest, out var position)
            || !VarInt.TryRead(ref rest, out var epoch)
            || !VarInt.TryRead(ref rest, out var count)
            || !VarInt.TryRead(ref rest, out var ticks)
            || !VarInt.TryRead(ref rest, out var durable))
        {
            return false;
        }

        var first = NextAfter(before) + Unfolded(position);
        header = new FrameHeader
        {
            Length = (int)Math.Min(length, LogLimits.FrameBytes) * FrameHeader.Alignment,
            FirstPosition = first,
            Epoch = (uint)(before.Epoch + Unfolded(epoch)),
            Count = (int)Math.Min(count, ushort.MaxValue),
            RecordedTicks = before.RecordedTicks + Unfolded(ticks),
            DurableUpTo = first - 1 - Unfolded(durable),
            Salt = default,
        };
        return length <= LogLimits.FrameBytes / FrameHeader.Alignment && header.Length >= FrameHeader.Size;
    }

    private static long NextAfter(in FrameHeader before) => before.Count == 0 ? 0 : before.LastPosition + 1;

    /// <summary>Small numbers of either sign as small numbers without (zigzag).</summary>
    private static ulong Folded(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long Unfolded(long value) => (long)((ulong)value >> 1) ^ -(value & 1);
}
