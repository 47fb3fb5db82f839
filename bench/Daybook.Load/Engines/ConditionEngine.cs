namespace Daybook.Load.Engines;

/// <summary>
/// Our store with appends that stand under a condition instead of an expected revision: each event has its writer's two tags,
/// and is refused when an event with both came after the last one that the writer knows.
/// </summary>
internal sealed class ConditionEngine(DaybookStore store) : IEngine
{
    private const int Branches = 12;

    private readonly Boundary[] boundaries =
        [.. Enumerable.Range(0, DaybookEngine.MaxWriters).Select(static writer => new Boundary(writer))];

    public static async Task<IEngine> OpenAsync(string directory) => new ConditionEngine(await DaybookStore.OpenAsync(directory));

    /// <summary>An account, and its branch, which many have in common.</summary>
    public static Tag[] TagsOf(int account) => [new Tag($"account:{account}"), new Tag($"branch:{account % Branches}")];

    /// <summary>Lets the writers know what others have added meanwhile.</summary>
    public async ValueTask CatchUpAsync()
    {
        var head = await store.GetHeadAsync();
        Array.ForEach(boundaries, boundary => boundary.Known = head);
    }

    public ValueTask AppendAloneAsync(byte[] data) => AppendAsync(0, data);

    public ValueTask AppendAsync(int writer, byte[] data) => AppendAsync(boundaries[writer], [data]);

    public ValueTask AppendBatchAsync(IReadOnlyList<byte[]> batch) => AppendAsync(boundaries[0], batch);

    public ValueTask<long> ScanAsync() => DaybookEngine.ScanAsync(store);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async ValueTask AppendAsync(Boundary boundary, IReadOnlyList<byte[]> batch)
    {
        var events = batch.Select(data => new NewEvent(DaybookEngine.Name, data) { Tags = boundary.Tags }).ToArray();
        var appended = await store.AppendAsync(
            [new StreamEvents(boundary.Stream, ExpectedRevision.Any, events)],
            [new AppendCondition(boundary.Query, boundary.Known)]);
        boundary.Known = appended.LastPosition;
    }

    private sealed class Boundary(int writer)
    {
        public StreamName Stream { get; } = new($"account-{writer}");

        public Tag[] Tags { get; } = TagsOf(writer);

        public Query Query { get; } = Query.Tagged(TagsOf(writer));

        public Position Known { get; set; }
    }
}
