using System.CommandLine;
using System.Text.Json;
using Daybook.Cli.Arguments;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;
using Daybook.Cli.State;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook state STREAM</c>: without a registered fold, the payloads merged in order.</summary>
internal static class StateCommand
{
    private const string FoldName = "generic merge";

    private static readonly Argument<string> Stream = new("STREAM") { Description = "The stream." };
    private static readonly Option<PointOfRecord?> AsOf = Times.AsOf();
    private static readonly Option<DateTimeOffset?> EffectiveAt = Times.Instant("--effective-at", "Only what had occurred at or before an instant, in the order in which it occurred.");

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JsonText.Encoder };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JsonText.Encoder };

    public static Command Make()
    {
        Stream.CompletionSources.Add(StreamNames.Complete);
        var command = new ToolCommand(
            "state",
            "Show the state of a stream: its payloads merged in order (RFC 7396), since the tool does not know your folds.",
            "state order-1 --store shop",
            "state order-1 --as-of 0 --store shop",
            "state order-1 --as-of 2026-01-31T15:00:00Z --effective-at 2026-01-01 --json --store shop")
        {
            Stream, AsOf, EffectiveAt,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var stream = parsed.GetValue(Stream)!;
        var loaded = await store.Aggregate(stream, Merged.Fold)
            .LoadAsync(parsed.GetValue(AsOf)?.OfStream(), parsed.GetValue(EffectiveAt), cancellationToken);
        if (loaded.Events == 0)
        {
            await StreamNames.ThrowIfUnknownAsync(store, stream, cancellationToken);
            throw ToolException.NotFound("state-not-found", $"Stream '{stream}' had no events there.", "Ask for a later point.");
        }

        Show(shell, stream, loaded);
        return ExitCodes.Ok;
    }

    private static void Show(Shell shell, string stream, Loaded<Merged> loaded)
    {
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("stream", stream);
                json.WriteNumber("revision", loaded.Revision!.Value.Value);
                json.WriteNumber("events", loaded.Events);
                json.WriteString("lastEvent", loaded.State.LastEvent);
                json.WriteString("fold", FoldName);
                json.WritePropertyName("state");
                json.WriteRawValue(loaded.State.ToJson(Compact), skipInputValidation: true);
            });
            return;
        }

        var state = loaded.State.ToJson(Pretty);
        shell.Data.Line($"stream      {Cells.Clean(stream)}");
        shell.Data.Line($"revision    {loaded.Revision}");
        shell.Data.Line($"last event  {Cells.Clean(loaded.State.LastEvent!)}");
        shell.Data.Line($"fold        {FoldName} of {loaded.Events} {(loaded.Events == 1 ? "payload" : "payloads")} (RFC 7396)");
        shell.Data.Line("");
        shell.Data.Line(state);
    }

}
