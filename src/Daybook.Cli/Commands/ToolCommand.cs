using System.CommandLine;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary>A command with examples for its help, whose output is complete however it ends.</summary>
internal sealed class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>What stands behind <c>daybook</c> in each example.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    public void Runs(Func<ParseResult, Shell, CancellationToken, Task<int>> run) => SetAction(async (parsed, cancellationToken) =>
    {
        var shell = new Shell(parsed);
        try
        {
            var exitCode = await run(parsed, shell, cancellationToken);
            shell.Data.FlushForAnybody();
            return exitCode;
        }
        catch (Exception failure) when (failure is not NobodyReadsException)
        {
            // What was found before stands in front of the error.
            shell.Data.FlushForAnybody();
            throw;
        }
    });
}
