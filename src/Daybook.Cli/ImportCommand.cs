using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Daybook.Import;
using Spectre.Console;

namespace Daybook.Cli;

/// <summary><c>daybook import FILE</c></summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The file, plain or gzip." };
    private static readonly Option<ImportFormat> Format = new("--format") { Description = "ndjson, csv or xes.", DefaultValueFactory = static _ => ImportFormat.Ndjson };
    private static readonly Option<FileInfo?> Map = new("--map") { Description = "A JSON file that says what becomes of columns (csv, required) or attributes (xes)." };

    public static Command Make()
    {
        var command = new Command("import", "Record the events of a file; importing it again adds only what is missing.") { File, Format, Map };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(File)!;
        await using var input = file.OpenRead();
        await using var store = await DaybookStore.OpenAsync(Shared.StorePath(parsed), null, cancellationToken);
        var map = parsed.GetValue(Map) is { } given ? ImportMap.Parse(await System.IO.File.ReadAllTextAsync(given.FullName, cancellationToken)) : null;
        var options = new ImportOptions { InputBytes = file.Length, Map = map };
        var clock = Stopwatch.StartNew();
        var report = await WithProgressAsync(progress =>
            Importer.ImportAsync(store, input, parsed.GetValue(Format), options, progress, cancellationToken));
        if (report.ResumeHint is { } hint)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{hint} {report.Added:N0} events were added."));
            return ExitCodes.Interrupted;
        }

        var rate = report.Events / clock.Elapsed.TotalSeconds;
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rate:N0} events/s"));
        if (parsed.GetValue(Shared.Json))
        {
            JsonRows.Write(json =>
            {
                json.WriteNumber("streams", report.Streams);
                json.WriteNumber("events", report.Events);
                json.WriteNumber("added", report.Added);
                json.WriteNumber("alreadyThere", report.AlreadyThere);
                json.WriteNumber("seconds", Math.Round(clock.Elapsed.TotalSeconds, 3));
            });
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Streams:N0} streams, {report.Events:N0} events, {report.Added:N0} added"));
        }

        return ExitCodes.Ok;
    }

    /// <summary>A bar on a terminal, a line for each tenth elsewhere.</summary>
    private static Task<ImportReport> WithProgressAsync(Func<IProgress<ImportProgress>, Task<ImportReport>> run)
    {
        if (Console.IsErrorRedirected)
        {
            return run(new TenthLines());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().StartAsync(context =>
        {
            var bar = context.AddTask("importing", maxValue: 1);
            return run(new Reported(progress => bar.Value = Share(progress)));
        });
    }

    private static double Share(ImportProgress progress) =>
        progress.BytesTotal is > 0 and var total ? (double)progress.BytesRead / total : 0;

    private sealed class Reported(Action<ImportProgress> show) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => show(value);
    }

    private sealed class TenthLines : IProgress<ImportProgress>
    {
        private int last;

        public void Report(ImportProgress value)
        {
            var tenth = (int)(Share(value) * 10);
            if (tenth > last)
            {
                last = tenth;
                Console.Error.WriteLine($"{tenth * 10} %: {value.EventsRead} events read, {value.EventsAdded} added");
            }
        }
    }
}
