using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Daybook.Cli.Output;

/// <summary>Values as texts for people.</summary>
internal static class Cells
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Bytes as text when they are, otherwise as base64.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : $"base64:{Convert.ToBase64String(bytes)}";

    /// <summary>
    /// A text without line ends, tabs and whatever else could steer a terminal: what somebody recorded must not be able to
    /// break rows apart or to move the cursor.
    /// </summary>
    public static string Clean(string text) => text.Any(IsControl)
        ? string.Concat(text.Select(static one => !IsControl(one) ? one : one is '\n' or '\r' or '\t' ? ' ' : '\uFFFD'))
        : text;

    /// <summary>Controls, other ways to end a line, and what turns the direction of writing.</summary>
    private static bool IsControl(char one) =>
        char.IsControl(one) || one is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
