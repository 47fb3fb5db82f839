using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daybook.Log;
using Daybook.Storage;

namespace Daybook;

/// <summary>
/// What is said about a stream beside its events: with which revision reads of it begin. It stands where KurrentDB keeps it and
/// in its words (stream <c>$$name</c>, event <c>$metadata</c>, member <c>$tb</c>), so that its clients need no other.
/// </summary>
internal static class StreamMarks
{
    private const string Prefix = "$$";
    private const string TruncatedBefore = "$tb";

    /// <summary>Times that a mark is made again because somebody else made one meanwhile.</summary>
    private const int MaxAttempts = 10;

    /// <summary>
    /// The revision that a read of a stream begins with, as of a position; 0 for all of it. The last event is always shown: who
    /// decides on the stream must know where it ends.
    /// </summary>
    public static async ValueTask<long> FirstShownAsync(
        IStorage storage, StreamName stream, Position upTo, CancellationToken cancellationToken)
    {
        if (Companion(stream) is not { } companion
            || await LastAsync(storage, companion, upTo, cancellationToken).ConfigureAwait(false) is not { } mark
            || TruncatedBeforeIn(mark) is not { } before)
        {
            return 0;
        }

        var last = await storage.LastRevisionAsync(stream, upTo, cancellationToken).ConfigureAwait(false);
        return Math.Min(before, last?.Value ?? 0);
    }

    /// <summary>Whether anything was said about a stream after a position and up to another.</summary>
    public static async ValueTask<bool> HasNewAsync(
        IStorage storage, StreamName stream, (Position After, Position UpTo) range, CancellationToken cancellationToken) =>
        Companion(stream) is { } companion
        && await storage.LastRevisionAsync(companion, range.UpTo, cancellationToken).ConfigureAwait(false) is { } last
        && await storage.LastRevisionAsync(companion, range.After, cancellationToken).ConfigureAwait(false) != last;

    /// <summary>Says that reads of a stream begin with a revision; what else is said about it stays.</summary>
    /// <exception cref="InvalidInputException">The stream has no such revision, or cannot be marked.</exception>
    public static async ValueTask<Appended> TruncateAsync(
        DaybookStore store, IStorage storage, (StreamName Stream, Revision Before) mark, CancellationToken cancellationToken)
    {
        var companion = Companion(mark.Stream)
            ?? throw Invalid($"What is said about '{mark.Stream}' would stand in a stream of {StreamNameBytes(mark.Stream)} bytes or begin with {Prefix} twice");
        for (var attempt = 1; ; attempt++)
        {
            var head = await storage.HeadAsync(cancellationToken).ConfigureAwait(false);
            var last = await storage.LastRevisionAsync(mark.Stream, head, cancellationToken).ConfigureAwait(false);
            if (last is null || mark.Before > last)
            {
                throw Invalid($"Stream '{mark.Stream}' has no revision {mark.Before}; {(last is null ? "it has no events" : $"its last is {last}")}");
            }

            var known = await LastAsync(storage, companion, head, cancellationToken).ConfigureAwait(false);
            var said = ObjectIn(known) ?? [];
            said[TruncatedBefore] = mark.Before.Value;
            var one = new NewEvent(SystemEvents.StreamMetadata, Encoding.UTF8.GetBytes(said.ToJsonString()));
            var part = new StreamEvents(companion, ExpectedRevision.AsRead(known?.Revision), [one]);
            switch (await store.TryAppendAsync([part], cancellationToken).ConfigureAwait(false))
            {
                case Appended appended:
                    return appended;
                case Conflict conflict when attempt == MaxAttempts:
                    throw new AppendConflictException(conflict);
            }
        }
    }

    /// <summary>Where things are said about a stream; null for such a stream itself, and when its name would be too long.</summary>
    private static StreamName? Companion(StreamName stream) =>
        stream.Value.StartsWith(Prefix, StringComparison.Ordinal) || StreamNameBytes(stream) > LogLimits.StreamNameBytes
            ? default(StreamName?)
            : StreamName.Recorded(Prefix + stream.Value);

    private static int StreamNameBytes(StreamName stream) => Prefix.Length + Encoding.UTF8.GetByteCount(stream.Value);

    private static async ValueTask<RecordedEvent?> LastAsync(
        IStorage storage, StreamName companion, Position upTo, CancellationToken cancellationToken)
    {
        if (await storage.LastRevisionAsync(companion, upTo, cancellationToken).ConfigureAwait(false) is not { } last)
        {
            return null;
        }

        var bounds = new ReadBounds(last.Value, last.Value, Backwards: false, Limit: 1);
        var found = await storage.ReadStreamAsync(companion, upTo, bounds, cancellationToken).ConfigureAwait(false);
        return found[0];
    }

    private static long? TruncatedBeforeIn(RecordedEvent mark) =>
        ObjectIn(mark)?[TruncatedBefore] is JsonValue value && value.TryGetValue(out long before) && before > 0 ? before : null;

    /// <summary>Null for what is no JSON object: anybody may append to that stream, and reading must go on.</summary>
    private static JsonObject? ObjectIn(RecordedEvent? mark)
    {
        try
        {
            return mark is { Name.Value: SystemEvents.StreamMetadata } ? JsonNode.Parse(mark.Data.Span) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static InvalidInputException Invalid(string what) => new(ErrorCodes.AppendInvalid, what + ". Nothing was written.");
}
