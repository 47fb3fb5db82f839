using System.CommandLine;
using Daybook.Import;

namespace Daybook.Cli;

/// <summary>The root command, and how errors become exit codes.</summary>
internal static class Tool
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Daybook: an append-only record of what happened, and state at any time.")
        {
            DemoCommand.Make(),
            AppendCommand.Make(),
            ReadCommand.Make(),
            StreamsCommand.Make(),
            StateCommand.Make(),
            ImportCommand.Make(),
            InfoCommand.Make(),
            VerifyCommand.Make(),
            CompletionCommand.Make(),
        };
        root.Add(Shared.Store);
        root.Add(Shared.Json);
        root.Add(Shared.NoColor);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Run with --help to see what there is.");
            return ExitCodes.Usage;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (Exception failure) when (CodeOf(failure) is { } code)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return code;
        }
    }

    private static int? CodeOf(Exception failure) => failure switch
    {
        OperationCanceledException => ExitCodes.Interrupted,
        AppendConflictException or EventIdReusedException => ExitCodes.Conflict,
        StoreDamagedException => ExitCodes.Damaged,
        StoreLockedException => ExitCodes.Locked,
        StoreUnavailableException { Code: ErrorCodes.StoreNotFound } or FileNotFoundException or DirectoryNotFoundException => ExitCodes.NotFound,
        StoreUnavailableException => ExitCodes.Unavailable,
        InvalidInputException or ImportException or FormatException or ArgumentException => ExitCodes.Usage,
        _ => null,
    };
}
