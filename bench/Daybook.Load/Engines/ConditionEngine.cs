namespace Daybook.Load.Engines;

/// <summary>
/// Our store with appends that stand under a condition instead of an expected revision: each event has its writer's tag, and
/// is refused when an event with that tag came after the last one that the writer knows.
/// </summary>
internal sealed class ConditionEngine(DaybookStore store) : IEngine
{
    private static readonly EventName Name = new("money-deposited");

    private readonly Boundary[] boundaries =
        [.. Enumerable.Range(0, DaybookEngine.MaxWriters).Select(static writer => new Boundary(writer))];

    public static async Task<IEngine> OpenAsync(string directory) => new ConditionEngine(await DaybookStore.OpenAsync(directory));

    public ValueTask AppendAloneAsync(byte[] data) => AppendAsync(0, data);

    public ValueTask AppendAsync(int writer, byte[] data) => AppendAsync(boundaries[writer], [data]);

    public ValueTask AppendBatchAsync(IReadOnlyList<byte[]> batch) => AppendAsync(boundaries[0], batch);

    public ValueTask<long> ScanAsync() => DaybookEngine.ScanAsync(store);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async ValueTask AppendAsync(Boundary boundary, IReadOnlyList<byte[]> batch)
    {
        var events = batch.Select(data => new NewEvent(Name, data) { Tags = boundary.Tags }).ToArray();
        var appended = await store.AppendAsync(
            [new StreamEvents(boundary.Stream, ExpectedRevision.Any, events)],
            [new AppendCondition(boundary.Query, boundary.Known)]);
        boundary.Known = appended.LastPosition;
    }

    private sealed class Boundary(int writer)
    {
        public StreamName Stream { get; } = new($"account-{writer}");

        public Tag[] Tags { get; } = [new Tag($"account:{writer}")];

        public Query Query { get; } = Query.Tagged(new Tag($"account:{writer}"));

        public Position Known { get; set; }
    }
}
