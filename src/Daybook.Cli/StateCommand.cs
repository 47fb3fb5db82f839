using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daybook.Events;

namespace Daybook.Cli;

/// <summary><c>daybook state STREAM</c>: without a registered fold, the payloads merged in order.</summary>
internal static class StateCommand
{
    private static readonly Argument<string> Stream = new("STREAM");
    private static readonly Option<string> EffectiveAt = new("--effective-at") { Description = "Only what had occurred at or before an instant, in the order in which it occurred." };

    public static Command Make()
    {
        var command = new Command("state", "Show the state of a stream: its payloads merged in order (RFC 7396).") { Stream, Shared.AsOf, EffectiveAt };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var stream = parsed.GetValue(Stream)!;
        var fold = new Fold<Merged, RecordedEvent>(new RawCodec(), new Merged(null, null), static (merged, one) => merged.With(one));
        DateTimeOffset? effectiveAt = parsed.GetValue(EffectiveAt) is { } text ? Shared.Instant(text) : null;
        var loaded = await store.Aggregate(stream, fold).LoadAsync(Shared.Point(parsed.GetValue(Shared.AsOf)), effectiveAt, cancellationToken);
        if (loaded.Events == 0)
        {
            await Console.Error.WriteLineAsync($"Stream '{stream}' has no events there.");
            return ExitCodes.NotFound;
        }

        JsonRows.Write(json =>
        {
            json.WriteString("stream", stream);
            json.WriteNumber("revision", loaded.Revision!.Value.Value);
            json.WriteNumber("events", loaded.Events);
            json.WriteString("lastEvent", loaded.State.LastEvent);
            json.WriteString("fold", "generic merge");
            json.WritePropertyName("state");
            json.WriteRawValue(loaded.State.State?.ToJsonString() ?? "null");
        });
        return ExitCodes.Ok;
    }

    private sealed record Merged(JsonNode? State, string? LastEvent)
    {
        public Merged With(RecordedEvent one)
        {
            try
            {
                return new Merged(MergePatch.Apply(State, JsonNode.Parse(one.Data.Span)), one.Name.Value);
            }
            catch (JsonException)
            {
                throw new FormatException($"The data of revision {one.Revision} of stream '{one.Stream}' is not JSON, so it cannot be merged. Read the stream instead.");
            }
        }
    }

    /// <summary>Gives recorded events as they are.</summary>
    private sealed class RawCodec : EventCodec<RecordedEvent>
    {
        public override NewEvent Encode(RecordedEvent typed) => new(typed.Name, typed.Data);

        public override RecordedEvent Decode(RecordedEvent recorded) => recorded;
    }
}
