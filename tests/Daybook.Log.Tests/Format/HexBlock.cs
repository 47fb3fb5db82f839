using System.Globalization;

namespace Daybook.Log.Tests.Format;

/// <summary>
/// Bytes as a page shows them: a place and up to 16 bytes a line, all hexadecimal; a star for lines of zeros that are left
/// out; the length alone on the last line.
/// </summary>
internal static class HexBlock
{
    /// <summary>The blocks of a page, in order.</summary>
    public static byte[][] Of(string page)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "format", page)).ReplaceLineEndings("\n");
        return [.. text.Split("```hex\n").Skip(1).Select(static block => Parse(block[..block.IndexOf("```", StringComparison.Ordinal)]))];
    }

    public static string Text(byte[] bytes)
    {
        var lines = new List<string>();
        for (var at = 0; at < bytes.Length; at += 16)
        {
            var line = bytes.AsSpan(at, Math.Min(16, bytes.Length - at));
            if (line.ContainsAnyExcept((byte)0))
            {
                lines.Add($"{at:x8}  {string.Join(' ', line.ToArray().Select(static one => $"{one:x2}"))}");
            }
            else if (lines[^1] != "*")
            {
                lines.Add("*");
            }
        }

        return string.Join('\n', [.. lines, $"{bytes.Length:x8}"]) + "\n";
    }

    private static byte[] Parse(string block)
    {
        var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var bytes = new byte[int.Parse(lines[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
        foreach (var line in lines[..^1].Where(static line => line != "*"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = int.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Convert.FromHexString(string.Concat(words[1..])).CopyTo(bytes, at);
        }

        return bytes;
    }
}
