using System.CommandLine;
using Spectre.Console;

namespace Daybook.Cli;

/// <summary>Rows for people: a table on a terminal, tab-separated lines elsewhere.</summary>
internal static class Rows
{
    public static void Write(ParseResult parsed, string[] columns, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (var row in rows)
            {
                Console.Out.WriteLine(string.Join('\t', row));
            }

            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            ColorSystem = parsed.GetValue(Shared.NoColor) ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(static cell => new Text(cell)));
        }

        console.Write(table);
    }
}
