using System.Runtime.InteropServices;
using Daybook.Conditions;
using Daybook.Log;
using Daybook.Log.Reading;

namespace Daybook.Storage;

/// <summary>Reads of the library as reads of the log.</summary>
internal static class LogReads
{
    public static IReadOnlyList<RecordedEvent> ReadAll(LogView view, ReadBounds bounds)
    {
        var range = Limited(bounds with { First = Math.Max(bounds.First, 1) });
        return Recorded(view, view.ReadAll(ref range));
    }

    public static IReadOnlyList<RecordedEvent> ReadStream(LogView view, StreamName stream, Position upTo, ReadBounds bounds)
    {
        var range = Limited(bounds with { First = Math.Max(bounds.First, 0) });
        return Recorded(view, view.ReadStream(stream.Value, upTo.Value, ref range));
    }

    public static IReadOnlyList<RecordedEvent> ReadQuery(LogView view, Query query, ReadBounds bounds)
    {
        var range = new ReadRange(bounds.First, bounds.Last, bounds.Backwards) { Occurred = Occurred(bounds) };
        return Recorded(view, view.ReadQuery(QueryRules.ToLog(query), ref range));
    }

    public static IReadOnlyList<StreamSummary> List(LogView view, string prefix)
    {
        var streams = view.ListStreams(prefix);
        var summaries = new StreamSummary[streams.Count];
        for (var index = 0; index < summaries.Length; index++)
        {
            summaries[index] = new StreamSummary(StreamName.Recorded(streams[index].Stream), new Revision(streams[index].LastRevision));
        }

        return summaries;
    }

    /// <summary>
    /// Forwards, no more than what is wanted: positions and revisions have no gaps, unless some are left out. Backwards the end is
    /// not known yet.
    /// </summary>
    private static ReadRange Limited(ReadBounds bounds)
    {
        var occurred = Occurred(bounds);
        var isCut = !bounds.Backwards && occurred is null && bounds.Last - bounds.First >= bounds.Limit;
        var last = isCut ? bounds.First + bounds.Limit - 1 : bounds.Last;
        return new ReadRange(bounds.First, last, bounds.Backwards) { Occurred = occurred };
    }

    private static OccurredRange? Occurred(ReadBounds bounds) => bounds is { OccurredFrom: null, OccurredTo: null }
        ? null
        : new OccurredRange(bounds.OccurredFrom?.UtcTicks ?? 0, bounds.OccurredTo?.UtcTicks ?? long.MaxValue);

    private static RecordedEvent[] Recorded(LogView view, List<StoredItem> items)
    {
        var recorded = new RecordedEvent[items.Count];
        var found = CollectionsMarshal.AsSpan(items);
        var tags = (Text: Array.Empty<string>(), Tags: Array.Empty<Tag>());
        for (var index = 0; index < recorded.Length; index++)
        {
            // Events of one kind come behind each other, and those have the same tags in the same memory.
            tags = found[index].Tags == tags.Text ? tags : (found[index].Tags, LogItems.ToTags(found[index].Tags));
            recorded[index] = LogItems.ToRecorded(found[index], tags.Tags);
        }

        view.GiveBack(items);
        return recorded;
    }
}
