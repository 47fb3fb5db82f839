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

    private Merged With(RecordedEvent one)
    {
        try
        {
            return new Merged(MergePatch.Apply(State, JsonNode.Parse(one.Data.Span)), one.Name.Value);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            // The second is what the parser says to text that is no Unicode, the third to a member that is there twice.
            throw new ToolException(new ToolError(
                "state-not-mergeable",
                ExitCodes.No,
                $"The data of revision {one.Revision} of stream '{one.Stream}' cannot be merged: {failure.Message}",
                "Read the stream instead, or show its state with --as-of an earlier revision."));
        }
    }
}
