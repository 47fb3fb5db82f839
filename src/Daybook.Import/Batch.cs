namespace Daybook.Import;

/// <summary>New events of several streams, to be appended in one atomic step.</summary>
internal sealed class Batch
{
    // Names and tags count into the store's limit too, so there is room left for them.
    private const long MaxBytes = 24 * 1024 * 1024;

    private readonly Dictionary<string, (ExpectedRevision Expected, List<NewEvent> Events)> parts = new(StringComparer.Ordinal);
    private long bytes;

    public int Count { get; private set; }

    public bool HasRoomFor(NewEvent one, int maxEvents) =>
        Count == 0 || (Count < maxEvents && bytes + one.Data.Length + one.Metadata.Length <= MaxBytes);

    public void Add(string stream, Revision? last, NewEvent one)
    {
        if (!parts.TryGetValue(stream, out var part))
        {
            parts.Add(stream, part = (ExpectedRevision.AsRead(last), []));
        }

        part.Events.Add(one);
        bytes += one.Data.Length + one.Metadata.Length;
        Count++;
    }

    public IReadOnlyList<StreamEvents> ToAppend() =>
        [.. parts.Select(static part => new StreamEvents(part.Key, part.Value.Expected, part.Value.Events))];
}
