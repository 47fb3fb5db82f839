using System.Text;

namespace Daybook.Log.Format;

/// <summary>
/// Gives the same string for the same bytes while it is remembered, so that reading a million events of a few names does not
/// make a million strings. Bounded: a colliding name replaces the older one. Not thread-safe; each reader has its own.
/// </summary>
internal sealed class NameCache
{
    private const int Slots = 1024;

    private readonly (byte[] Bytes, string Text)[] slots = new (byte[], string)[Slots];

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
}
