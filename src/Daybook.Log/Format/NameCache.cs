using System.Text;

namespace Daybook.Log.Format;

/// <summary>
/// Gives the same string for the same bytes while it is remembered, so that reading a million events of a few names does not
/// make a million strings; and the same array for the same tags. Bounded: what collides replaces the older one. Not
/// thread-safe; each reader has its own.
/// </summary>
internal sealed class NameCache
{
    private const int Slots = 1024;

    /// <summary>Lists of more bytes than this are not remembered.</summary>
    private const int MaxListBytes = 512;

    private readonly (byte[] Bytes, string Text)[] slots = new (byte[], string)[Slots];
    private readonly (byte[] Bytes, string[] Texts)[] lists = new (byte[], string[])[Slots];

    public string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        ref var slot = ref slots[Crc32C.Of(bytes) % Slots];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes))
        {
            slot = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        }

        return slot.Text;
    }

    /// <summary>So many texts, each behind its length as a varint, that are known to lie within the bytes. Not to be changed by who gets them.</summary>
    public string[] TextsOf(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length > MaxListBytes)
        {
            return Read(bytes, count);
        }

        ref var slot = ref lists[Crc32C.Of(bytes) % Slots];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes))
        {
            slot = (bytes.ToArray(), Read(bytes, count));
        }

        return slot.Texts;
    }

    private string[] Read(ReadOnlySpan<byte> bytes, int count)
    {
        var texts = new string[count];
        for (var index = 0; index < count; index++)
        {
            VarInt.TryRead(ref bytes, out var length);
            texts[index] = TextOf(bytes[..(int)length]);
            bytes = bytes[(int)length..];
        }

        return texts;
    }
}
