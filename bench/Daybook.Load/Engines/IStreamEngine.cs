namespace Daybook.Load.Engines;

/// <summary>An engine that also knows streams: the only kind that can replay one.</summary>
internal interface IStreamEngine : IEngine
{
    /// <summary>Reads one stream that <see cref="IEngine.AppendAsync"/> has filled; returns how many events it has.</summary>
    ValueTask<int> ReplayAsync(string stream);
}
