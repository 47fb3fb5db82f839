using System.Text;

namespace Daybook.House.Tree;

/// <summary>
/// Blanks the comments and literals of C# so that words in them are not taken for code; line breaks and the code in the holes of
/// interpolated strings stay where they are.
/// </summary>
internal sealed class CodeText
{
    private readonly string text;
    private readonly StringBuilder code;
    private int at;

    private CodeText(string text)
    {
        this.text = text;
        code = new StringBuilder(text.Length);
    }

    public static string Strip(string text)
    {
        var reader = new CodeText(text);
        reader.ReadCode(holeBraces: 0);
        return reader.code.ToString();
    }

    /// <summary>Reads code to the end of the text or, in a hole, up to the braces that close it.</summary>
    private void ReadCode(int holeBraces)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (holeBraces > 0 && depth == 0 && text[at] == '}')
            {
                Blank(holeBraces);
                return;
            }

            if (Starts("//"))
            {
                BlankTo("\n", keepEnd: true);
            }
            else if (Starts("/*"))
            {
                BlankTo("*/", keepEnd: false);
            }
            else if (text[at] == '\'')
            {
                ReadPlain('\'', verbatim: false, holes: false);
            }
            else if (LiteralStart() is { } start)
            {
                ReadLiteral(start);
            }
            else
            {
                depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
                code.Append(text[at++]);
            }
        }
    }

    private (int Dollars, bool Verbatim, int Quotes)? LiteralStart()
    {
        var ahead = at;
        var (dollars, verbatim, quotes) = (0, false, 0);
        for (; ahead < text.Length && text[ahead] is '$' or '@'; ahead++)
        {
            dollars += text[ahead] == '$' ? 1 : 0;
            verbatim |= text[ahead] == '@';
        }

        for (; ahead < text.Length && text[ahead] == '"'; ahead++)
        {
            quotes++;
        }

        return quotes == 0 ? null : (dollars, verbatim, quotes);
    }

    private void ReadLiteral((int Dollars, bool Verbatim, int Quotes) start)
    {
        Blank(start.Dollars + (start.Verbatim ? 1 : 0));
        if (start.Quotes >= 3 && !start.Verbatim)
        {
            ReadRaw(start.Quotes, start.Dollars);
            return;
        }

        ReadPlain('"', start.Verbatim, start.Dollars > 0);
    }

    private void ReadPlain(char quote, bool verbatim, bool holes)
    {
        Blank(1);
        while (at < text.Length && text[at] != quote || verbatim && Starts("\"\""))
        {
            if (verbatim && Starts("\"\"") || !verbatim && text[at] == '\\' || holes && (Starts("{{") || Starts("}}")))
            {
                Blank(2);
            }
            else if (holes && text[at] == '{')
            {
                Blank(1);
                ReadCode(holeBraces: 1);
            }
            else
            {
                Blank(1);
            }
        }

        Blank(1);
    }

    private void ReadRaw(int quotes, int dollars)
    {
        var end = new string('"', quotes);
        var hole = new string('{', Math.Max(1, dollars));
        Blank(quotes);
        while (at < text.Length && !Starts(end))
        {
            if (dollars > 0 && Starts(hole))
            {
                Blank(dollars);
                ReadCode(dollars);
            }
            else
            {
                Blank(1);
            }
        }

        Blank(quotes);
    }

    private bool Starts(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private void BlankTo(string end, bool keepEnd)
    {
        var found = text.IndexOf(end, at + 2, StringComparison.Ordinal);
        Blank((found < 0 ? text.Length : found + (keepEnd ? 0 : end.Length)) - at);
    }

    private void Blank(int count)
    {
        for (var end = Math.Min(text.Length, at + count); at < end; at++)
        {
            code.Append(text[at] is '\n' ? '\n' : ' ');
        }
    }
}
