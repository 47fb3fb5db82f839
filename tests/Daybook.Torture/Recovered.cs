namespace Daybook.Torture;

/// <summary>Compares what a store holds after a worker's end with what the worker had been told.</summary>
internal static class Recovered
{
    /// <summary>Checks a store and returns how many appends were tried, not acknowledged, and are there all the same.</summary>
    public static async Task<int> CheckAsync(string path, IEnumerable<string> said, HashSet<Guid> mustBeThere)
    {
        var tried = new HashSet<Guid>();
        foreach (var words in said.Select(static line => line.Split(' ')))
        {
            if (words[0] == "try")
            {
                tried.Add(Guid.Parse(words[1]));
            }
            else if (words[0] == "ack")
            {
                mustBeThere.Add(Guid.Parse(words[1]));
            }
        }

        // A reader first: whatever it is shown must be there for the writer that comes after it.
        var shown = await ReadAsync(path, readOnly: true);
        var recovered = await ReadAsync(path, readOnly: false);
        Assert.Equal(shown, recovered.Take(shown.Count));
        var ids = recovered.Where(static one => one.Name == "x").Select(static one => one.Id).ToHashSet();
        Assert.Empty(mustBeThere.Except(ids));
        Assert.Equal(recovered.Count, ids.Count * 2);
        var unknown = tried.Where(id => !mustBeThere.Contains(id) && ids.Contains(id)).ToArray();
        mustBeThere.UnionWith(ids);
        return unknown.Length;
    }

    private static async Task<List<(long Position, string Name, Guid Id, string Place)>> ReadAsync(string path, bool readOnly)
    {
        try
        {
            await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { ReadOnly = readOnly, SegmentSizeBytes = 8192 });
            var events = await store.ReadAllAsync().Select(static one =>
                (Position: one.Position.Value, Name: one.Name.Value, one.Id, Place: $"{one.Stream}@{one.Revision}")).ToListAsync();
            Assert.Equal(Enumerable.Range(1, events.Count).Select(static n => (long)n), events.Select(static one => one.Position));
            return events;
        }
        catch (StoreUnavailableException missing) when (readOnly && missing.Code == ErrorCodes.StoreNotFound)
        {
            return [];
        }
    }
}
