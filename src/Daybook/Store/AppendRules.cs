using System.Text;
using Daybook.Log;

namespace Daybook;

/// <summary>Checks an append as a whole before anything is encoded or written.</summary>
internal static class AppendRules
{
    public static void Check(IReadOnlyList<StreamEvents> append)
    {
        ArgumentNullException.ThrowIfNull(append);
        var streams = append.Count > 1 ? new HashSet<string>(StringComparer.Ordinal) : null;
        var total = new AppendSize();
        for (var index = 0; index < append.Count; index++)
        {
            var part = append[index];
            ArgumentNullException.ThrowIfNull(part);
            if (streams?.Add(part.Stream.Value) == false)
            {
                throw Invalid($"The append names stream '{part.Stream}' twice. Put all its events into one part.");
            }

            if (part.Events is not { Count: > 0 })
            {
                throw Invalid($"The append has no events for stream '{part.Stream}'. Leave the stream out or add an event.");
            }

            CheckEvents(part, ref total);
        }

        if (append.Count == 0)
        {
            throw Invalid("The append has no events. Append one or more.");
        }
    }

    private static void CheckEvents(StreamEvents part, ref AppendSize total)
    {
        var ids = part.Events.Count > 1 ? new HashSet<Guid>(Math.Min(part.Events.Count, LogLimits.EventsPerAppend)) : null;
        var streamBytes = Encoding.UTF8.GetByteCount(part.Stream.Value);
        for (var index = 0; index < part.Events.Count; index++)
        {
            var one = part.Events[index];
            ArgumentNullException.ThrowIfNull(one);
            ArgumentNullException.ThrowIfNull(one.Tags);
            if (one.Id == Guid.Empty)
            {
                throw Invalid($"An event for stream '{part.Stream}' has an empty id, so that a repetition could not be told from a new event. Give it an id.");
            }

            if (one.Name.Value == SystemEvents.StreamClosed && !(part.Closes && index == part.Events.Count - 1))
            {
                throw Invalid($"An event for stream '{part.Stream}' is named {SystemEvents.StreamClosed}, which only closing a stream records. Name it otherwise, or set StreamEvents.Closes.");
            }

            total.Add(one, streamBytes);
            if (ids?.Add(one.Id) == false)
            {
                throw Invalid($"The append has event id {one.Id} twice for stream '{part.Stream}'. Give each event an id of its own.");
            }
        }
    }

    private static InvalidInputException Invalid(string message) => new(ErrorCodes.AppendInvalid, message + " Nothing was written.");

    /// <summary>Adds up an append and stops at the first limit it exceeds.</summary>
    private struct AppendSize
    {
        private int events;
        private long bytes;

        public void Add(NewEvent one, int streamBytes)
        {
            var payload = (long)one.Data.Length + one.Metadata.Length;
            Limit("data and metadata of an event", payload, LogLimits.EventBytes, "bytes");
            Limit("tags of an event", one.Tags.Count, LogLimits.TagsPerEvent, "tags");
            Limit("events of an append", ++events, LogLimits.EventsPerAppend, "events");
            bytes += payload + streamBytes + Encoding.UTF8.GetByteCount(one.Name.Value);
            for (var index = 0; index < one.Tags.Count; index++)
            {
                bytes += Encoding.UTF8.GetByteCount(one.Tags[index].Value);
            }

            Limit("all events of an append with names and tags", bytes, LogLimits.AppendBytes, "bytes");
        }

        private static void Limit(string what, long actual, long limit, string unit)
        {
            if (actual > limit)
            {
                throw new InvalidInputException(
                    ErrorCodes.LimitExceeded, $"The {what} are {actual} {unit} or more; at most {limit} are allowed. Nothing was written. Split the append, or keep large content elsewhere and record where.");
            }
        }
    }
}
