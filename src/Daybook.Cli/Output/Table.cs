using System.Globalization;

namespace Daybook.Cli.Output;

/// <summary>
/// Rows for people, as they come: columns on a terminal, as wide as the first rows need, and tab-separated lines without a
/// heading elsewhere.
/// </summary>
internal sealed class Table(Shell shell, params string[] columns)
{
    private const int RowsMeasured = 200;

    private readonly List<string[]> waiting = [];
    private int[]? widths;

    public void Add(params string[] row)
    {
        var cells = Array.ConvertAll(row, Cells.Clean);
        if (!shell.IsOutputTerminal)
        {
            shell.Data.Line(string.Join('\t', cells));
        }
        else if (widths is not null)
        {
            Show(cells);
        }
        else
        {
            waiting.Add(cells);
            if (waiting.Count == RowsMeasured)
            {
                ShowWaiting();
            }
        }
    }

    /// <summary>Shows what is still waiting; nothing at all when there was no row.</summary>
    public void End()
    {
        if (widths is null && waiting.Count > 0)
        {
            ShowWaiting();
        }
    }

    private void ShowWaiting()
    {
        widths = [.. columns.Select((name, index) => waiting.Select(row => Width(row[index])).Append(Width(name)).Max())];
        var heading = Padded(columns);
        shell.Data.Line(shell.UsesColor ? $"\e[1m{heading}\e[0m" : heading);
        shell.Data.Line(string.Join("  ", columns.Select((name, index) => new string('-', index == columns.Length - 1 ? Width(name) : widths[index]))));
        waiting.ForEach(Show);
        waiting.Clear();
    }

    private void Show(string[] row) => shell.Data.Line(Padded(row));

    /// <summary>The last column is not cut and not padded: the terminal wraps it.</summary>
    private string Padded(string[] row) => string.Join("  ", row.Select((cell, index) =>
        index == row.Length - 1 ? cell : cell + new string(' ', Math.Max(0, widths![index] - Width(cell)))));

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
