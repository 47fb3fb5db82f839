using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Daybook.Cli.Arguments;

namespace Daybook.Cli.Commands;

/// <summary>The library's help, and examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly string[] OfRoot =
        ["demo", "append order-1 placed '{\"sum\":5}' --store shop", "read --limit 10 --store shop", "state order-1 --as-of 2026-01-31T15:00:00Z --store shop"];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command as ToolCommand;
        output.WriteLine("Examples:");
        foreach (var example in command?.Examples ?? OfRoot)
        {
            output.WriteLine($"  {Invocation.Tool} {example}");
        }

        if (command is null)
        {
            output.WriteLine();
            output.WriteLine("Exit codes: 0 done, 1 the answer is no, 2 usage or malformed input, 3 not found, 4 conflict, 5 unavailable,");
            output.WriteLine("6 damaged, 7 another writer has the store, 130 and 143 stopped. All of it: docs/reference/cli.md");
        }

        return 0;
    }
}
