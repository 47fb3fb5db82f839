using System.Text;

namespace Daybook.Testing;

/// <summary>Events and reads that the cases share.</summary>
internal static class Sample
{
    public static NewEvent[] Events(int count, string name = "happened") =>
        [.. Enumerable.Range(0, count).Select(index => new NewEvent(name, Encoding.UTF8.GetBytes($"{{\"n\":{index}}}")))];

    public static async Task<List<RecordedEvent>> ListAsync(IAsyncEnumerable<RecordedEvent> events)
    {
        var list = new List<RecordedEvent>();
        await foreach (var one in events.ConfigureAwait(false))
        {
            list.Add(one);
        }

        return list;
    }

    public static async Task<string> RevisionsAsync(IAsyncEnumerable<RecordedEvent> events) =>
        string.Join(' ', (await ListAsync(events).ConfigureAwait(false)).Select(static one => one.Revision.Value));

    public static async Task<string> PositionsAsync(IAsyncEnumerable<RecordedEvent> events) =>
        string.Join(' ', (await ListAsync(events).ConfigureAwait(false)).Select(static one => one.Position.Value));
}
