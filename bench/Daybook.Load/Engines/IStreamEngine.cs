namespace Daybook.Load.Engines;

/// <summary>An engine that also knows streams: the only kind that can replay one.</summary>
internal interface IStreamEngine : IEngine
{
    /// <summary>Appends one event to each of many streams in one durable step; all of them are at the same revision.</summary>
    /// <param name="streams">Names; each once.</param>
    /// <param name="revision">The revision that the event gets; 0 begins the streams.</param>
    /// <param name="data">The payload of each event.</param>
    ValueTask AppendToEachAsync(IReadOnlyList<string> streams, long revision, byte[] data);

    /// <summary>Reads one stream in order; returns how many events it has.</summary>
    ValueTask<int> ReplayAsync(string stream);
}
