using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Commands;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli;

/// <summary>Runs a command line, and tells how it ended: done, stopped, refused or failed.</summary>
internal static class Tool
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = Root.Make();
        var parsed = root.Parse(args);
        var shell = new Shell(parsed);
        using var stop = new StopSignals();
        try
        {
            if (args.Length == 0)
            {
                root.Parse("--help").Invoke(new InvocationConfiguration { Output = shell.Talk.Writer });
                return ExitCodes.Usage;
            }

            if (UsageErrors.Of(parsed) is { } wrong)
            {
                shell.Talk.Error(wrong);
                return wrong.ExitCode;
            }

            return await InvokeAsync(parsed, shell, stop.Token);
        }
        catch (NobodyReadsException)
        {
            return ExitCodes.Ok;
        }
        catch (Exception failure) when (ErrorOf(failure, stop, args) is { } error)
        {
            shell.Talk.Error(error);
            return error.ExitCode;
        }
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var exitCode = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = shell.Data.Writer,
                Error = shell.Talk.Writer,
            },
            cancellationToken);
        shell.Data.Flush();
        return exitCode;
    }

    private static ToolError? ErrorOf(Exception failure, StopSignals stop, string[] args) => failure switch
    {
        OperationCanceledException when stop.Token.IsCancellationRequested => new ToolError(
            "interrupted",
            stop.ExitCode,
            failure is StoppedException ? failure.Message : "Stopped before the end.",
            $"To go on, run: {Invocation.Line(args)}"),
        _ => Failures.From(failure),
    };
}
