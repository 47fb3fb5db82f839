namespace Daybook.Log.Format;

/// <summary>Unsigned LEB128: seven bits a byte, low bits first, the high bit says that another byte follows.</summary>
internal static class VarInt
{
    public const int MaxSize = 10;

    public static int SizeOf(ulong value)
    {
        var size = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            size++;
        }

        return size;
    }

    public static int Write(Span<byte> target, ulong value)
    {
        var size = 0;
        while (value >= 0x80)
        {
            target[size++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[size++] = (byte)value;
        return size;
    }

    /// <summary>Reads one value and moves past it; false when the bytes end first or the value needs more than 63 bits.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out long value)
    {
        ulong result = 0;
        for (var index = 0; index < source.Length && index < MaxSize; index++)
        {
            var one = source[index];
            result |= (ulong)(one & 0x7F) << (7 * index);
            if (one < 0x80)
            {
                source = source[(index + 1)..];
                value = (long)result;
                return value >= 0;
            }
        }

        value = 0;
        return false;
    }
}
