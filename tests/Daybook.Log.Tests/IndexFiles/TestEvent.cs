namespace Daybook.Log.Tests.IndexFiles;

/// <summary>What an index says of one event.</summary>
internal sealed record TestEvent(string Stream, string Type, Guid Id)
{
    public string[] Tags { get; init; } = [];

    /// <summary>Occurred-at less recorded-at, ticks.</summary>
    public long OccurredAfter { get; init; }

    public long Position { get; init; }

    public long Revision { get; init; }

    public string Category => Stream.Split('-')[0];
}
