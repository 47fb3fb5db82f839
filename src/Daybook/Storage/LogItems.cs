using Daybook.Log;
using Daybook.Log.Digests;

namespace Daybook.Storage;

/// <summary>Events of the library as items of the log and back.</summary>
internal static class LogItems
{
    public static StreamItems ToItems(StreamEvents part) =>
        new(part.Stream.Value, ToExpected(part.Expected), new EventItems(part.Events));

    public static Expected ToExpected(ExpectedRevision expected) => expected.Match(
        static () => Expected.Any,
        static () => Expected.NoStream,
        static () => Expected.StreamExists,
        static revision => Expected.At(revision.Value));

    public static Tag[] ToTags(string[] tags) =>
        tags.Length == 0 ? [] : Array.ConvertAll(tags, static tag => Tag.Recorded(tag));

    public static RecordedEvent ToRecorded(in StoredItem item, Tag[] tags) => new()
    {
        Position = new Position(item.Position),
        Stream = StreamName.Recorded(item.Stream),
        Revision = new Revision(item.Revision),
        Name = EventName.Recorded(item.Name),
        Id = item.Id,
        RecordedAt = item.RecordedAt,
        OccurredAt = item.OccurredAt,
        Tags = tags,
        Metadata = item.Metadata,
        Data = item.Data,
    };

    public static Revision? ToRevision(long last) => last < 0 ? null : new Revision(last);

    public static RecordDigest? ToDigest(DigestMark? mark) =>
        mark is null ? null : new RecordDigest(new Position(mark.Position), mark.Digest.ToString());

    public static string Words(FlushMode? mode) => mode switch
    {
        FlushMode.Direct => "direct",
        FlushMode.Prepared => "prepared",
        FlushMode.Growing => "growing",
        _ => "none",
    };
}
