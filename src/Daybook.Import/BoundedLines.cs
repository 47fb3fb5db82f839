using System.Text;

namespace Daybook.Import;

/// <summary>Reads lines that may be long but not endless.</summary>
internal static class BoundedLines
{
    /// <summary>Characters of a line at most: more than the largest append.</summary>
    public const int MaxCharacters = 48 * 1024 * 1024;

    /// <summary>The next line without its end; null at the end of the input.</summary>
    /// <exception cref="InvalidDataException">The line is longer than <see cref="MaxCharacters"/>.</exception>
    public static string? Read(TextReader reader)
    {
        var line = new StringBuilder();
        int one;
        while ((one = reader.Read()) >= 0)
        {
            if (one == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length == MaxCharacters)
            {
                throw new InvalidDataException($"the line is longer than {MaxCharacters} characters.");
            }

            line.Append((char)one);
        }

        return line.Length == 0 ? null : line.ToString();
    }
}
