using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook stats</c></summary>
internal static class StatsCommand
{
    private static readonly Option<int> Top = new("--top") { Description = "so many categories and event names, those with the most events", DefaultValueFactory = static _ => 10 };

    private static readonly Option<bool> Segments = new("--segments") { Description = "a row for each segment" };

    public static Command Make()
    {
        var command = new ToolCommand(
            "stats",
            "Count events, names and bytes, beside a writer or without one.",
            "stats --store shop",
            "stats --segments --store shop",
            "stats --json --store shop | jq .bytesPerEvent");
        command.Options.Add(Top);
        command.Options.Add(Segments);
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var figures = await StoreStatistics.CountAsync(Shared.StorePath(parsed), cancellationToken);
        if (shell.IsJson)
        {
            shell.Data.Json(json => Write(json, figures));
            return ExitCodes.Ok;
        }

        var table = new Table(shell, "what", "how many");
        table.Add("events", Cells.Of(figures.Events));
        table.Add("streams", Cells.Of(figures.Streams));
        table.Add("categories", Cells.Of(figures.Categories));
        table.Add("event names", Cells.Of(figures.EventNames));
        table.Add("tags", Cells.Of(figures.Tags));
        table.Add("bytes", Cells.Of(figures.Bytes));
        table.Add("bytes per event", figures.BytesPerEvent is { } each ? each.ToString("F1", CultureInfo.InvariantCulture) : "no event");
        table.Add("index share", figures.IndexShare.ToString("P1", CultureInfo.InvariantCulture));
        table.End();
        var files = new Table(shell, "what", "kind", "count", "bytes");
        foreach (var kind in figures.Files)
        {
            files.Add("files", kind.Kind, Cells.Of(kind.Count), Cells.Of(kind.Bytes));
        }

        files.End();
        Show(shell, "category", figures.LargestCategories, parsed.GetValue(Top));
        Show(shell, "event name", figures.LargestEventNames, parsed.GetValue(Top));
        if (parsed.GetValue(Segments))
        {
            Show(shell, figures.Segments);
        }

        return ExitCodes.Ok;
    }

    private static void Show(Shell shell, string what, IReadOnlyList<NamedCount> names, int top)
    {
        var table = new Table(shell, "what", "name", "events");
        foreach (var one in names.Take(top))
        {
            table.Add(what, one.Name, Cells.Of(one.Events));
        }

        table.End();
    }

    private static void Show(Shell shell, IReadOnlyList<SegmentCount> segments)
    {
        var table = new Table(shell, "what", "file", "first", "last", "bytes");
        foreach (var one in segments)
        {
            table.Add("segment", one.File, Cells.Of(one.First.Value), Cells.Of(one.Last.Value), Cells.Of(one.Bytes));
        }

        table.End();
    }

    private static void Write(Utf8JsonWriter json, StoreFigures figures)
    {
        json.WriteString("storeId", figures.StoreId);
        json.WriteNumber("events", figures.Events);
        json.WriteNumber("streams", figures.Streams);
        json.WriteNumber("categories", figures.Categories);
        json.WriteNumber("eventNames", figures.EventNames);
        json.WriteNumber("tags", figures.Tags);
        json.WriteNumber("bytes", figures.Bytes);
        if (figures.BytesPerEvent is { } each)
        {
            json.WriteNumber("bytesPerEvent", Math.Round(each, 1));
        }
        else
        {
            json.WriteNull("bytesPerEvent");
        }

        json.WriteNumber("indexShare", Math.Round(figures.IndexShare, 4));
        Write(json, "files", figures.Files, (kind, one) =>
        {
            one.WriteString("kind", kind.Kind);
            one.WriteNumber("count", kind.Count);
            one.WriteNumber("bytes", kind.Bytes);
        });
        Write(json, "largestCategories", figures.LargestCategories, WriteNamed);
        Write(json, "largestEventNames", figures.LargestEventNames, WriteNamed);
        Write(json, "segments", figures.Segments, (segment, one) =>
        {
            one.WriteString("file", segment.File);
            one.WriteNumber("first", segment.First.Value);
            one.WriteNumber("last", segment.Last.Value);
            one.WriteNumber("bytes", segment.Bytes);
        });
    }

    private static void WriteNamed(NamedCount named, Utf8JsonWriter json)
    {
        json.WriteString("name", named.Name);
        json.WriteNumber("events", named.Events);
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> rows, Action<T, Utf8JsonWriter> content)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            content(row, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
