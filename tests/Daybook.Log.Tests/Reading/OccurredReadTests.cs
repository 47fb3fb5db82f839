using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Reading;

/// <summary>Reads of what occurred within a range pass over blocks and frames in which nothing did, in files and in memory.</summary>
public sealed class OccurredReadTests : IDisposable
{
    private const int Frames = 3_000;

    private static readonly DateTimeOffset Day = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static LogOptions Options => new() { SegmentSizeBytes = 64 * 1024, IndexPartItems = 1_000, FrameCacheBytes = 0, PackBytesPerSecond = 0 };

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Streams_queries_and_everything_agree_with_a_walk_over_all_items(bool backwards)
    {
        var random = new Random(7);
        await using var writer = new OpenLog(await FillAsync(frame => Day.AddMinutes(random.Next(-40, 40) + (frame / 50))));
        var view = writer.View;
        var all = Read(new ReadRange(1, long.MaxValue, Backwards: false), view.ReadAll);

        for (var number = 0; number < 200; number++)
        {
            var first = Day.AddMinutes(random.Next(-60, 120)).UtcTicks;
            var range = new ReadRange(random.Next(0, Frames), random.Next(0, 2 * Frames), backwards)
            {
                Occurred = new OccurredRange(number % 3 == 0 ? 0 : first, number % 5 == 0 ? long.MaxValue : first + random.NextInt64(0, 20 * TimeSpan.TicksPerMinute)),
            };
            var wanted = all.Where(item => range.Occurred.Value.Holds(item.OccurredAt)).ToArray();
            var query = new LogQuery([new LogQueryPart("b", [], []), new LogQueryPart(null, ["noted"], ["odd"])]);

            Assert.Equal(Expected(wanted, range, static item => item.Position), Positions(Read(range, view.ReadAll)));
            Assert.Equal(
                Expected(wanted.Where(static item => item.Stream.StartsWith('b') || item.Tags.Length > 0), range, static item => item.Position),
                Positions(Read(range, (ref ReadRange left) => view.ReadQuery(query, ref left))));
            Assert.Equal(
                Expected(wanted.Where(static item => item.Stream == "a"), range, static item => item.Revision),
                Positions(Read(range, (ref ReadRange left) => view.ReadStream("a", long.MaxValue, ref left))));
        }
    }

    [Fact]
    public async Task Frames_in_which_nothing_occurred_are_not_read()
    {
        await using var writer = new OpenLog(await FillAsync(static frame => Day.AddMinutes(frame)));
        var paths = new LogPaths(directory.File("log"));
        var bytes = File.ReadAllBytes(paths.Segment(1));
        bytes.AsSpan(SegmentHeader.Size).Clear();
        File.WriteAllBytes(paths.Segment(1), bytes);
        var late = new ReadRange(0, long.MaxValue, Backwards: false) { Occurred = new OccurredRange(Day.AddMinutes(Frames - 5).UtcTicks, Day.AddMinutes(Frames).UtcTicks) };
        var early = late with { Occurred = new OccurredRange(0, Day.AddMinutes(5).UtcTicks) };

        Assert.InRange(Read(late, writer.View.ReadAll).Count, 4, 5);
        Assert.InRange(Read(late, (ref ReadRange left) => writer.View.ReadStream("a", long.MaxValue, ref left)).Count, 1, 4);
        Assert.Throws<LogException>(() => Read(early, writer.View.ReadAll));
    }

    private static List<StoredItem> Read(ReadRange range, Batch read)
    {
        var items = new List<StoredItem>();
        for (var batch = read(ref range); batch.Count > 0; batch = read(ref range))
        {
            items.AddRange(batch);
        }

        Assert.True(range.IsEmpty);
        return items;
    }

    private static IEnumerable<long> Positions(IEnumerable<StoredItem> items) => items.Select(static item => item.Position);

    private static IEnumerable<long> Expected(IEnumerable<StoredItem> items, ReadRange range, Func<StoredItem, long> place)
    {
        var shown = items.Where(item => place(item) >= range.First && place(item) <= range.Last);
        return Positions(range.Backwards ? shown.Reverse() : shown);
    }

    private async Task<LogWriter> FillAsync(Func<int, DateTimeOffset> occurredAt)
    {
        var writer = LogWriter.Open(directory.File("log"), Options, Cancel);
        for (var frame = 0; frame < Frames; frame++)
        {
            var item = Items.One(frame) with { OccurredAt = frame % 11 == 0 ? null : occurredAt(frame), Tags = frame % 2 == 1 ? new[] { "odd" } : [] };
            var other = Items.One(Frames + frame) with { OccurredAt = item.OccurredAt?.AddMinutes(-9) };
            NewItem[] items = frame % 5 == 0 ? [item, other] : [item];
            await writer.AppendAsync([Items.Part(frame % 4 == 0 ? $"b-{frame % 3}" : "a", Daybook.Log.Expected.Any, items)], [], Cancel);
        }

        return writer;
    }

    private delegate List<StoredItem> Batch(ref ReadRange range);

    private sealed class OpenLog(LogWriter writer) : IAsyncDisposable
    {
        public LogView View => writer.View;

        public async ValueTask DisposeAsync() => await writer.CloseAsync();
    }
}
