using System.Collections;
using Daybook.Log;

namespace Daybook.Storage;

/// <summary>Events of the library as items of the log, made as they are asked for: the log asks once for each.</summary>
internal sealed class EventItems(IReadOnlyList<NewEvent> events) : IReadOnlyList<NewItem>
{
    public int Count => events.Count;

    public NewItem this[int index] => ToItem(events[index]);

    public IEnumerator<NewItem> GetEnumerator() => events.Select(ToItem).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

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
