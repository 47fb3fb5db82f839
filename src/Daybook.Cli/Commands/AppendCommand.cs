using System.CommandLine;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;
using Daybook.Events;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook append STREAM TYPE [JSON]</c></summary>
internal static class AppendCommand
{
    private static readonly Argument<string> Stream = new("STREAM") { Description = "The stream; it need not exist." };
    private static readonly Argument<string> Type = new("TYPE") { Description = "The event's name." };
    private static readonly Option<string[]> Tags = new("--tag") { HelpName = "TAG", Description = "A tag; may be given several times." };
    private static readonly Option<string[]> Meta = new("--meta") { HelpName = "name=text", Description = "A text for the metadata; may be given several times." };
    private static readonly Option<Guid?> Id = new("--id") { HelpName = "UUID", CustomParser = Numbers.Id, Description = "The event's id; the same append with the same id is recorded once." };
    private static readonly Option<DateTimeOffset?> OccurredAt = Times.Instant("--occurred-at", "When it happened; otherwise when it is recorded.");

    public static Command Make()
    {
        var command = new ToolCommand(
            "append",
            "Record one event; makes the store when there is none.",
            "append order-1 placed '{\"sum\":5}' --store shop",
            "append order-1 changed '{\"sum\":7}' --expect 0 --store shop",
            "append order-1 paid - --id 0190163d-8694-739b-aea5-966c26f8ad91 --store shop < paid.json",
            "append order-1 shipped --file shipped.json --tag customer:7 --meta user=ada --store shop")
        {
            Stream, Type, Payload.Json, Payload.Data, Payload.File, Payload.Raw, Expectation.Option, Tags, Meta, Id, OccurredAt,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var path = Shared.StorePath(parsed);
        StreamName stream = parsed.GetValue(Stream)!;
        EventName type = parsed.GetValue(Type)!;
        var expected = Expectation.Of(parsed);
        var one = new NewEvent(type, await Payload.ReadAsync(parsed, cancellationToken))
        {
            Tags = [.. (parsed.GetValue(Tags) ?? []).Select(static tag => new Tag(tag))],
            Metadata = new EventMetadata { Others = MetaOf(parsed) }.ToBytes(),
            OccurredAt = parsed.GetValue(OccurredAt),
        };
        one = parsed.GetValue(Id) is { } id ? one with { Id = id } : one;
        await using var store = await Writable.OpenAsync(path, shell, cancellationToken);
        var appended = await store.AppendAsync(stream, expected, [one], cancellationToken);
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("stream", stream.Value);
                json.WriteString("type", type.Value);
                json.WriteNumber("position", appended.LastPosition.Value);
                json.WriteNumber("revision", appended.LastRevision.Value);
                json.WriteString("id", one.Id);
                json.WriteString("recordedAt", appended.RecordedAt);
                json.WriteBoolean("wasRepeat", appended.WasRepeat);
            });
        }
        else
        {
            shell.Data.Line($"position {appended.LastPosition}, revision {appended.LastRevision}{(appended.WasRepeat ? ", recorded before" : "")}");
        }

        return ExitCodes.Ok;
    }

    private static Dictionary<string, string> MetaOf(ParseResult parsed)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(Meta) ?? [])
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0)
            {
                throw ToolException.Usage($"--meta takes name=text, not '{pair}'.", "Write it as --meta user=ada.");
            }

            if (!texts.TryAdd(parts[0], parts[1]))
            {
                throw ToolException.Usage($"--meta has the name '{parts[0]}' twice.", "Give each name once.");
            }
        }

        return texts;
    }
}
