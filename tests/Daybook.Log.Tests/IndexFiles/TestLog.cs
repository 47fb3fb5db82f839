using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>Frames of events with their places, as a log would have them: what index files are made of and compared with.</summary>
internal sealed class TestLog(long firstPosition = 1)
{
    private readonly Dictionary<string, long> revisions = [];
    private long position = firstPosition;
    private long ticks = 638_000_000_000_000_000;
    private long segment = firstPosition;
    private long offset = 4096;

    public List<(FramePlace Frame, TestEvent[] Events)> Frames { get; } = [];

    public TestLog Add(params TestEvent[] events)
    {
        events = [.. events.Select(one => one with { Position = position++, Revision = revisions[one.Stream] = revisions.GetValueOrDefault(one.Stream, -1) + 1 })];
        ticks += 10_000 + (position % 7 * 1_000);
        if (offset > 100_000)
        {
            (segment, offset) = (events[0].Position, 4096);
        }

        var length = 40 + (events.Length * 232);
        Frames.Add((new FramePlace
        {
            FirstPosition = events[0].Position,
            Count = events.Length,
            Segment = segment,
            Offset = offset,
            Length = length,
            RecordedTicks = ticks,
            FirstOccurredTicks = events.Min(one => ticks + one.OccurredAfter),
            LastOccurredTicks = events.Max(one => ticks + one.OccurredAfter),
        }, events));
        offset += length;
        return this;
    }

    /// <summary>A log with a bit of everything.</summary>
    public static TestLog Random(int seed, int frames, int streams, long firstPosition = 1)
    {
        var random = new Random(seed);
        var log = new TestLog(firstPosition);
        for (var frame = 0; frame < frames; frame++)
        {
            log.Add([.. Enumerable.Range(0, random.Next(4) == 0 ? random.Next(1, 9) : 1).Select(_ => One(random, streams))]);
        }

        return log;
    }

    public IndexContent Content(int fromFrame = 0, int toFrame = int.MaxValue)
    {
        var frames = Frames.Skip(fromFrame).Take(toFrame - fromFrame).ToList();
        var content = new IndexContent(new IndexFileId(FrameMaker.LogId, frames[0].Frame.FirstPosition, frames[^1].Frame.LastPosition))
        {
            Frames = [.. frames.Select(static one => one.Frame)],
        };
        foreach (var one in frames.SelectMany(static frame => frame.Events))
        {
            content.Add(one);
        }

        return content;
    }

    private static TestEvent One(Random random, int streams)
    {
        var stream = $"{(random.Next(3) == 0 ? "order" : "account")}-{random.Next(1 + random.Next(streams))}";
        var id = new byte[16];
        random.NextBytes(id);
        return new TestEvent(stream, $"type-{random.Next(5)}", new Guid(id))
        {
            Tags = [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"tag:{random.Next(40)}").Distinct()],
            OccurredAfter = random.Next(3) == 0 ? random.Next(-100_000_000, 1_000_000) : 0,
        };
    }
}
