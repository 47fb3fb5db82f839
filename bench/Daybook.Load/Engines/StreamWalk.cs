using System.Globalization;

namespace Daybook.Load.Engines;

/// <summary>
/// Where a writer's next event goes: round and round over a number of streams until each has 100 events, then over as many
/// new ones. So streams are as long as aggregates usually are, and the events of one lie scattered over the store.
/// </summary>
internal sealed class StreamWalk(int writer, int width)
{
    public const int StreamLength = 100;

    private readonly StreamName[] streams = new StreamName[width];
    private long next;

    public (StreamName Stream, long Revision) Next()
    {
        var generation = next / (width * StreamLength);
        var slot = (int)(next % width);
        var revision = next / width % StreamLength;
        if (revision == 0)
        {
            streams[slot] = new StreamName(NameOf(writer, (generation * width) + slot));
        }

        next++;
        return (streams[slot], revision);
    }

    /// <summary>The stream with a number of its own among those of a writer.</summary>
    public static string NameOf(int writer, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"account-{writer}-{number}");

    /// <summary>One walk for each writer there may be.</summary>
    public static StreamWalk[] ForWriters(int writers, int width) =>
        [.. Enumerable.Range(0, writers).Select(writer => new StreamWalk(writer, width))];
}
