using System.Buffers.Binary;
using System.Text;

namespace Daybook.Log.Format;

/// <summary>
/// Encodes all of an item that its appender knows (docs/format/segment.md): everything but the revision, which the sequencer
/// puts in front. Runs on the caller's thread, before any lock.
/// </summary>
internal static class ItemEncoder
{
    /// <summary>Flags of an item; a reader refuses those it does not know.</summary>
    public const byte HasOccurredAt = 1;

    public const byte KnownFlags = HasOccurredAt;

    /// <summary>Encodes one item, as it follows its revision, into an exactly sized array.</summary>
    public static byte[] Encode(string stream, in NewItem item)
    {
        var bytes = new byte[SizeOf(stream, item)];
        var size = WriteTo(bytes, stream, item);
        Invariant.Holds(size == bytes.Length);
        return bytes;
    }

    private static int SizeOf(string stream, in NewItem item)
    {
        var size = 1 + 16 + SizeOfText(stream) + SizeOfText(item.Name);
        size += item.OccurredAt is null ? 0 : sizeof(long) + sizeof(short);
        size += VarInt.SizeOf((ulong)item.Tags.Count);
        for (var index = 0; index < item.Tags.Count; index++)
        {
            size += SizeOfText(item.Tags[index]);
        }

        return size + SizeOfBytes(item.Metadata.Length) + SizeOfBytes(item.Data.Length);
    }

    private static int SizeOfText(string text) => SizeOfBytes(Encoding.UTF8.GetByteCount(text));

    private static int SizeOfBytes(int count) => VarInt.SizeOf((ulong)count) + count;

    private static int WriteTo(Span<byte> target, string stream, in NewItem item)
    {
        var at = 0;
        target[at++] = item.OccurredAt is null ? (byte)0 : HasOccurredAt;
        item.Id.TryWriteBytes(target[at..], bigEndian: true, out _);
        at += 16;
        if (item.OccurredAt is { } occurredAt)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target[at..], occurredAt.UtcTicks);
            BinaryPrimitives.WriteInt16LittleEndian(target[(at + sizeof(long))..], (short)occurredAt.TotalOffsetMinutes);
            at += sizeof(long) + sizeof(short);
        }

        at += WriteText(target[at..], stream);
        at += WriteText(target[at..], item.Name);
        at += VarInt.Write(target[at..], (ulong)item.Tags.Count);
        for (var index = 0; index < item.Tags.Count; index++)
        {
            at += WriteText(target[at..], item.Tags[index]);
        }

        at += WriteBytes(target[at..], item.Metadata.Span);
        return at + WriteBytes(target[at..], item.Data.Span);
    }

    private static int WriteText(Span<byte> target, string text)
    {
        var prefix = VarInt.Write(target, (ulong)Encoding.UTF8.GetByteCount(text));
        return prefix + Encoding.UTF8.GetBytes(text, target[prefix..]);
    }

    private static int WriteBytes(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        var prefix = VarInt.Write(target, (ulong)bytes.Length);
        bytes.CopyTo(target[prefix..]);
        return prefix + bytes.Length;
    }
}
