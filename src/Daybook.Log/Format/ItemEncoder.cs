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

    /// <summary>The most bytes that an item can take.</summary>
    public static int MostBytes(string stream, in NewItem item)
    {
        var size = 1 + 16 + sizeof(long) + sizeof(short) + (3 * VarInt.MaxSize) + MostBytes(stream) + MostBytes(item.Name);
        for (var index = 0; index < item.Tags.Count; index++)
        {
            size += MostBytes(item.Tags[index]);
        }

        return size + item.Metadata.Length + item.Data.Length;
    }

    /// <summary>Encodes one item, as it follows its revision; returns how many bytes it takes.</summary>
    public static int Write(Span<byte> target, string stream, in NewItem item)
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

    private static int MostBytes(string text) => VarInt.MaxSize + Encoding.UTF8.GetMaxByteCount(text.Length);

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
