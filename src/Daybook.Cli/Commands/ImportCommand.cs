using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;
using Daybook.Import;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook import FILE</c></summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The file, plain or gzip." };
    private static readonly Option<ImportFormat?> Format = new("--format") { HelpName = "ndjson|csv|xes", Description = "What the file is written in; otherwise its name tells, and ndjson if that does not.", CustomParser = static result => FormatOf(result) };
    private static readonly Option<FileInfo?> Map = new("--map") { HelpName = "FILE", Description = "A JSON file that says what becomes of columns (csv, required) or attributes (xes)." };

    public static Command Make()
    {
        Format.CompletionSources.Clear();
        Format.CompletionSources.Add("ndjson", "csv", "xes");
        var command = new ToolCommand(
            "import",
            "Record the events of a file; importing it again, or after it was stopped, adds only what is missing.",
            "import events.ndjson --store shop",
            "import sales.csv --map sales-map.json --store shop",
            "import loans.xes.gz --format xes --store loans")
        {
            File, Format, Map,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var path = Shared.StorePath(parsed);
        var file = parsed.GetValue(File)!;
        var format = parsed.GetValue(Format) ?? FormatByName(file.Name);
        var options = new ImportOptions { Map = await MapOfAsync(parsed, format, cancellationToken) };
        await using var input = file.OpenRead();
        await using var store = await Writable.OpenAsync(path, shell, cancellationToken);
        var startedAt = TimeProvider.System.GetTimestamp();
        var report = await Output.Progress.RunAsync(shell, "importing", steps =>
            Importer.ImportAsync(store, input, format, options with { InputBytes = LengthOf(input) }, new Batches(steps), cancellationToken));
        if (!report.IsComplete)
        {
            throw new StoppedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The import was stopped between two batches; {report.Added:N0} events were added and are durable."));
        }

        Show(shell, report, TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds);
        return ExitCodes.Ok;
    }

    private static void Show(Shell shell, ImportReport report, double seconds)
    {
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteNumber("streams", report.Streams);
                json.WriteNumber("events", report.Events);
                json.WriteNumber("added", report.Added);
                json.WriteNumber("alreadyThere", report.AlreadyThere);
                json.WriteNumber("seconds", Math.Round(seconds, 3));
            });
            return;
        }

        shell.Data.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Streams:N0} streams, {report.Events:N0} events, {report.Added:N0} added"));
        shell.Talk.Note(string.Create(CultureInfo.InvariantCulture, $"{seconds:N1} s, {report.Events / seconds:N0} events/s"));
    }

    private static async Task<ImportMap?> MapOfAsync(ParseResult parsed, ImportFormat format, CancellationToken cancellationToken)
    {
        var given = parsed.GetValue(Map);
        return (format, given) switch
        {
            (ImportFormat.Csv, null) => throw ToolException.Usage("CSV needs a map that says which columns name the stream and the event.", "Add --map FILE; docs/guides/import.md shows one."),
            (ImportFormat.Ndjson, not null) => throw ToolException.Usage("A map is for csv and xes; the lines of NDJSON say themselves what they are.", "Leave --map out, or say which --format the file has."),
            (_, null) => null,
            _ => ImportMap.Parse(await System.IO.File.ReadAllTextAsync(given.FullName, cancellationToken)),
        };
    }

    private static ImportFormat? FormatOf(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Enum.GetValues<ImportFormat>().Select(static one => (ImportFormat?)one).FirstOrDefault(one => string.Equals(NameOf(one!.Value), text, StringComparison.OrdinalIgnoreCase)) is { } format)
        {
            return format;
        }

        result.AddError($"--format takes ndjson, csv or xes, not '{text}'.");
        return null;
    }

    private static string NameOf(ImportFormat format) => format switch
    {
        ImportFormat.Csv => "csv",
        ImportFormat.Xes => "xes",
        _ => "ndjson",
    };

    private static ImportFormat FormatByName(string name)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Path.GetExtension(plain).ToLowerInvariant() switch
        {
            ".csv" => ImportFormat.Csv,
            ".xes" => ImportFormat.Xes,
            _ => ImportFormat.Ndjson,
        };
    }

    private static long? LengthOf(FileStream input) => input.CanSeek ? input.Length : null;

    private sealed class Batches(IProgress<Step> steps) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => steps.Report(new Step(
            value.EventsRead,
            value.BytesTotal is > 0 and var total ? Math.Min(1, (double)value.BytesRead / total) : null));
    }
}
