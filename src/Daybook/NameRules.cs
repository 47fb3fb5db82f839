using System.Text;

namespace Daybook;

/// <summary>
/// What every stored name must be: not empty, not over-long, no control characters, no half of a surrogate pair. Everything
/// else is allowed and compared byte by byte: a name is data, never a path, and two Unicode spellings are two names.
/// </summary>
internal static class NameRules
{
    public static string Check(string? value, string what, int maxBytes)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new InvalidInputException(ErrorCodes.NameInvalid, $"{what} is empty. Give it at least one character.");
        }

        for (var index = 0; index < value.Length; index++)
        {
            CheckCharacter(value, ref index, what);
        }

        // A character is at least one byte, so an absurdly long name is refused without counting.
        if (value.Length > maxBytes || Encoding.UTF8.GetByteCount(value) > maxBytes)
        {
            throw new InvalidInputException(ErrorCodes.NameInvalid, $"{what} is longer than {maxBytes} bytes in UTF-8.");
        }

        return value;
    }

    private static void CheckCharacter(string value, ref int index, string what)
    {
        var one = value[index];
        if (char.IsControl(one))
        {
            throw new InvalidInputException(
                ErrorCodes.NameInvalid, $"{what} has a control character (U+{(int)one:X4}) at index {index}.");
        }

        if (!char.IsSurrogate(one))
        {
            return;
        }

        if (!char.IsHighSurrogate(one) || index + 1 == value.Length || !char.IsLowSurrogate(value[index + 1]))
        {
            throw new InvalidInputException(
                ErrorCodes.NameInvalid, $"{what} has half of a surrogate pair (U+{(int)one:X4}) at index {index}.");
        }

        index++;
    }
}
