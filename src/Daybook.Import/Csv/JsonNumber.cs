namespace Daybook.Import.Csv;

/// <summary>Knows a number of JSON (RFC 8259): digits without leading zeros, fraction, exponent.</summary>
internal static class JsonNumber
{
    public static bool Is(ReadOnlySpan<char> text)
    {
        var rest = text is ['-', ..] ? text[1..] : text;
        return TakeDigits(ref rest) is var digits and > 0
            && (digits == 1 || text.TrimStart('-')[0] != '0')
            && TakeFraction(ref rest)
            && TakeExponent(ref rest)
            && rest.IsEmpty;
    }

    private static bool TakeFraction(ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['.', ..])
        {
            return true;
        }

        rest = rest[1..];
        return TakeDigits(ref rest) > 0;
    }

    private static bool TakeExponent(ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['e' or 'E', ..])
        {
            return true;
        }

        rest = rest is [_, '+' or '-', ..] ? rest[2..] : rest[1..];
        return TakeDigits(ref rest) > 0;
    }

    private static int TakeDigits(ref ReadOnlySpan<char> rest)
    {
        var count = rest.IndexOfAnyExceptInRange('0', '9');
        count = count < 0 ? rest.Length : count;
        rest = rest[count..];
        return count;
    }
}
