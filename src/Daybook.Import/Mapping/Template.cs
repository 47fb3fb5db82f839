using System.Text;

namespace Daybook.Import.Mapping;

/// <summary>
/// A text with columns in it, such as <c>order-{InvoiceNo}</c>; <c>{{</c> and <c>}}</c> stand for the braces themselves.
/// Immutable: one map may serve several imports at once.
/// </summary>
internal sealed class Template
{
    private readonly List<(string Text, bool IsColumn)> parts = [];

    private Template()
    {
    }

    public IEnumerable<string> Columns => parts.Where(static part => part.IsColumn).Select(static part => part.Text);

    /// <summary>Reads a template; null when its braces do not match or name nothing.</summary>
    public static Template? Parse(string text)
    {
        var template = new Template();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('{' or '}'))
            {
                literal.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == text[at])
            {
                literal.Append(text[at++]);
            }
            else if (text[at] == '{' && text.IndexOf('}', at) is var end && end > at + 1)
            {
                template.AddLiteral(literal);
                template.parts.Add((text[(at + 1)..end], true));
                at = end;
            }
            else
            {
                return null;
            }
        }

        template.AddLiteral(literal);
        return template;
    }

    /// <summary>The text with the columns filled in; null, and which one, when a column is empty or not there.</summary>
    public string? Fill(ColumnValues values, out string? missing)
    {
        missing = null;
        var texts = new string[parts.Count];
        for (var index = 0; index < texts.Length; index++)
        {
            var (text, isColumn) = parts[index];
            var value = isColumn ? values.Find(text) : text;
            if (string.IsNullOrEmpty(value))
            {
                missing = text;
                return null;
            }

            texts[index] = value;
        }

        return texts.Length == 1 ? texts[0] : string.Concat(texts);
    }

    private void AddLiteral(StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add((literal.ToString(), false));
            literal.Clear();
        }
    }
}
