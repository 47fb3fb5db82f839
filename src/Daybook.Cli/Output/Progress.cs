using System.Globalization;
using Spectre.Console;

namespace Daybook.Cli.Output;

/// <summary>
/// Shows how far a long command is, on standard error: a bar on a terminal; a line every five seconds, and at every tenth,
/// elsewhere.
/// </summary>
internal static class Progress
{
    /// <summary>Runs a piece of work that reports how far it is.</summary>
    public static async Task<T> RunAsync<T>(Shell shell, string title, Func<IProgress<Step>, Task<T>> work)
    {
        shell.Data.Flush();
        if (!shell.IsErrorTerminal || shell.IsDumb)
        {
            return await work(new ProgressLines(shell, title, TimeProvider.System));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = shell.WantsColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(title, maxValue: 1);
                bar.IsIndeterminate = true;
                var result = await work(new Reported(step =>
                {
                    bar.Description = string.Create(CultureInfo.InvariantCulture, $"{title} {step.Events:N0} events");
                    if (step.Share is { } share)
                    {
                        bar.IsIndeterminate = false;
                        bar.Value = share;
                    }
                }));
                bar.StopTask();
                return result;
            });
    }

    private sealed class Reported(Action<Step> show) : IProgress<Step>
    {
        public void Report(Step value) => show(value);
    }
}
