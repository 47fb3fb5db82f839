using System.Text.Json;
using System.Text.Json.Nodes;
using Daybook.Cli.Errors;

namespace Daybook.Cli.State;

/// <summary>
/// State without a fold of a program: the payloads merged in order. A later one changes the nodes of the one before, so that
/// long streams do not copy their state at every event; who has the later one must not use the earlier.
/// </summary>
internal sealed record Merged(JsonNode? State, string? LastEvent)
{
    public static Fold<Merged, RecordedEvent> Fold { get; } = new(new RawCodec(), new Merged(null, null), static (merged, one) => merged.With(one));

    public string ToJson(JsonSerializerOptions options)
    {
        try
        {
            return State?.ToJsonString(options) ?? "null";
        }
        catch (InvalidOperationException failure)
        {
            throw NotMergeable("A payload of the stream", failure);
        }
    }

    private Merged With(RecordedEvent one)
    {
        try
        {
            return new Merged(MergePatch.Apply(State, JsonNode.Parse(one.Data.Span)), one.Name.Value);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            throw NotMergeable($"The data of revision {one.Revision} of stream '{one.Stream}'", failure);
        }
    }

    private static ToolException NotMergeable(string what, Exception failure) => new(new ToolError(
        "state-not-mergeable", ExitCodes.No, $"{what} cannot be merged: {Reason(failure)}", "Read the stream instead, or show its state with --as-of an earlier revision."));

    private static string Reason(Exception failure) => failure switch
    {
        InvalidOperationException => "it has half a surrogate pair.", // what the parser says to text that is no Unicode
        ArgumentException => "it has a member twice.",
        _ => "it is not JSON, or nested too deeply.",
    };
}
