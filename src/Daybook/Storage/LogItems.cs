using Daybook.Log;

namespace Daybook.Storage;

/// <summary>Events of the library as items of the log and back.</summary>
internal static class LogItems
{
    public static StreamItems ToItems(StreamEvents part)
    {
        var items = new NewItem[part.Events.Count];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = ToItem(part.Events[index]);
        }

        return new StreamItems(part.Stream.Value, ToExpected(part.Expected), items);
    }

    public static Expected ToExpected(ExpectedRevision expected) => expected.Match(
        static () => Expected.Any,
        static () => Expected.NoStream,
        static () => Expected.StreamExists,
        static revision => Expected.At(revision.Value));

    public static RecordedEvent ToRecorded(in StoredItem item) => new()
    {
        Position = new Position(item.Position),
        Stream = StreamName.Recorded(item.Stream),
        Revision = new Revision(item.Revision),
        Name = EventName.Recorded(item.Name),
        Id = item.Id,
        RecordedAt = item.RecordedAt,
        OccurredAt = item.OccurredAt,
        Tags = item.Tags.Length == 0 ? [] : Array.ConvertAll(item.Tags, static tag => Tag.Recorded(tag)),
        Metadata = item.Metadata,
        Data = item.Data,
    };

    public static Revision? ToRevision(long last) => last < 0 ? null : new Revision(last);

    public static string Words(FlushMode? mode) => mode switch
    {
        FlushMode.Direct => "direct",
        FlushMode.Prepared => "prepared",
        FlushMode.Growing => "growing",
        _ => "none",
    };

    private static NewItem ToItem(NewEvent one)
    {
        var tags = one.Tags.Count == 0 ? [] : new string[one.Tags.Count];
        for (var index = 0; index < tags.Length; index++)
        {
            tags[index] = one.Tags[index].Value;
        }

        return new NewItem(one.Name.Value, one.Id, one.Data)
        {
            OccurredAt = one.OccurredAt,
            Tags = tags,
            Metadata = one.Metadata,
        };
    }
}
