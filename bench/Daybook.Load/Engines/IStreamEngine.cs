namespace Daybook.Load.Engines;

/// <summary>An engine that also knows streams: the only kind that can replay one.</summary>
internal interface IStreamEngine : IEngine
{
    /// <summary>
    /// Appends one event to each of many streams that all are at the same revision, by whatever is fast and leaves the store
    /// as many single appends would.
    /// </summary>
    /// <param name="streams">Names; each once.</param>
    /// <param name="revision">The revision that the event gets; 0 begins the streams.</param>
    /// <param name="data">The payload of each event.</param>
    ValueTask AppendToEachAsync(IReadOnlyList<string> streams, long revision, byte[] data);

    /// <summary>Reads one stream in order; returns how many events it has.</summary>
    ValueTask<int> ReplayAsync(string stream);
}
