using System.CommandLine;
using System.Globalization;
using System.Text;
using Daybook.Events;

namespace Daybook.Cli;

/// <summary><c>daybook append STREAM TYPE [JSON]</c></summary>
internal static class AppendCommand
{
    private static readonly Argument<string> Stream = new("STREAM");
    private static readonly Argument<string> Type = new("TYPE");
    private static readonly Argument<string> Data = new("JSON") { DefaultValueFactory = static _ => "{}", Description = "The payload; - reads standard input." };
    private static readonly Option<string> Expect = new("--expect") { DefaultValueFactory = static _ => "any", Description = "A revision, none, any or exists." };
    private static readonly Option<string[]> Tags = new("--tag") { Description = "A tag; may be given several times." };
    private static readonly Option<string[]> Meta = new("--meta") { Description = "name=text for the metadata; may be given several times." };
    private static readonly Option<Guid?> Id = new("--id") { Description = "The event's id, to repeat an append." };
    private static readonly Option<string> OccurredAt = new("--occurred-at") { Description = "When it happened; otherwise when it is recorded." };

    public static Command Make()
    {
        var command = new Command("append", "Record one event.") { Stream, Type, Data, Expect, Tags, Meta, Id, OccurredAt };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = parsed.GetValue(Data)!;
        var data = text == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : text;
        var one = new NewEvent(parsed.GetValue(Type)!, Encoding.UTF8.GetBytes(data))
        {
            Tags = [.. (parsed.GetValue(Tags) ?? []).Select(static tag => new Tag(tag))],
            Metadata = new EventMetadata { Others = MetaOf(parsed) }.ToBytes(),
            OccurredAt = parsed.GetValue(OccurredAt) is { } instant ? Shared.Instant(instant) : null,
        };
        one = parsed.GetValue(Id) is { } id ? one with { Id = id } : one;
        await using var store = await DaybookStore.OpenAsync(Shared.StorePath(parsed), null, cancellationToken);
        var appended = await store.AppendAsync(parsed.GetValue(Stream)!, Expected(parsed.GetValue(Expect)!), [one], cancellationToken);
        if (parsed.GetValue(Shared.Json))
        {
            JsonRows.Write(json =>
            {
                json.WriteNumber("position", appended.LastPosition.Value);
                json.WriteNumber("revision", appended.LastRevision.Value);
                json.WriteString("id", one.Id);
                json.WriteString("recordedAt", appended.RecordedAt);
                json.WriteBoolean("wasRepeat", appended.WasRepeat);
            });
        }
        else
        {
            Console.Out.WriteLine($"position {appended.LastPosition}, revision {appended.LastRevision}{(appended.WasRepeat ? ", recorded before" : "")}");
        }

        return ExitCodes.Ok;
    }

    private static Dictionary<string, string> MetaOf(ParseResult parsed) => (parsed.GetValue(Meta) ?? [])
        .Select(static pair => pair.Split('=', 2))
        .ToDictionary(static pair => pair[0], static pair => pair.Length == 2 ? pair[1] : throw new FormatException($"'{pair[0]}' is not name=text."));

    private static ExpectedRevision Expected(string text) => text switch
    {
        "any" => ExpectedRevision.Any,
        "none" => ExpectedRevision.NoStream,
        "exists" => ExpectedRevision.StreamExists,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => ExpectedRevision.At(revision),
        _ => throw new FormatException($"--expect {text} is none of: a revision, none, any, exists."),
    };
}
