using Daybook.Log;

namespace Daybook.Load.Engines;

/// <summary>
/// Our own store through its public surface: ids, stream names, expected revisions and the index are all on, since that is
/// what its users get.
/// </summary>
internal sealed class DaybookEngine(DaybookStore store, StreamWalk[] walks, bool expectsRevisions) : IStreamEngine
{
    private static readonly ParallelOptions Many = new() { MaxDegreeOfParallelism = 256 };

    public const int MaxWriters = 256;
    public const int DefaultWidth = 50;

    public static readonly EventName Name = new("money-deposited");

    private long batches;

    /// <param name="directory">The store's directory.</param>
    /// <param name="width">How many streams each writer fills at a time.</param>
    /// <param name="expectsRevisions">True to append at the revision that the writer knows; false to append at any.</param>
    /// <param name="options">Null for the defaults.</param>
    public static async Task<IEngine> OpenAsync(
        string directory, int width = DefaultWidth, bool expectsRevisions = true, LogOptions? options = null)
    {
        var store = await DaybookStore.OpenAsync(directory, options ?? new LogOptions(), readOnly: false, CancellationToken.None);
        return new DaybookEngine(store, StreamWalk.ForWriters(MaxWriters, width), expectsRevisions);
    }

    public ValueTask AppendAloneAsync(byte[] data) => AppendAsync(0, data);

    public async ValueTask AppendAsync(int writer, byte[] data)
    {
        var (stream, revision) = walks[writer].Next();
        await store.AppendAsync(stream, Expecting(revision), [new NewEvent(Name, data)]);
    }

    /// <summary>A hundred events to each stream, all of them in one append.</summary>
    public async ValueTask AppendBatchAsync(IReadOnlyList<byte[]> batch)
    {
        var parts = new List<StreamEvents>();
        foreach (var chunk in batch.Chunk(StreamWalk.StreamLength))
        {
            var events = Array.ConvertAll(chunk, static data => new NewEvent(Name, data));
            parts.Add(new StreamEvents(new StreamName($"batch-{batches++}"), Expecting(0), events));
        }

        await store.AppendAsync(parts);
    }

    /// <summary>
    /// One append for each stream, many at a time, each on a thread of the pool: one caller that starts all of them commits the
    /// first itself before it comes to the second.
    /// </summary>
    public async ValueTask AppendToEachAsync(IReadOnlyList<string> streams, long revision, byte[] data) =>
        await Parallel.ForEachAsync(streams, Many, async (stream, cancellationToken) =>
            await store.AppendAsync(new StreamName(stream), Expecting(revision), [new NewEvent(Name, data)], cancellationToken));

    public ValueTask<long> ScanAsync() => ScanAsync(store);

    internal static async ValueTask<long> ScanAsync(DaybookStore store)
    {
        long count = 0, bytes = 0;
        await foreach (var one in store.ReadAllAsync())
        {
            count++;
            bytes += one.Data.Length;
        }

        return bytes > 0 ? count : 0;
    }

    public async ValueTask<int> ReplayAsync(string stream)
    {
        var count = 0;
        await foreach (var one in store.ReadStreamAsync(new StreamName(stream)))
        {
            count += one.Data.IsEmpty ? 0 : 1;
        }

        return count;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private ExpectedRevision Expecting(long revision) =>
        !expectsRevisions ? ExpectedRevision.Any
        : revision == 0 ? ExpectedRevision.NoStream
        : ExpectedRevision.At(new Revision(revision - 1));
}
