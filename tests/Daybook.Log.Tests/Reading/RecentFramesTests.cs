using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Sequencing;
using Daybook.Log.Tests.Index;

namespace Daybook.Log.Tests.Reading;

public sealed class RecentFramesTests
{
    private readonly Sequencer sequencer = new(MadeIndex.InMemory(), new RecordedClock(1_000), 1, FrameMaker.Seed) { NextPosition = 1, Ids = MadeIndex.NoLog(), NewSalt = static () => FrameMaker.Salt };
    private readonly Dictionary<long, byte[]> frames = [];
    private readonly Random random = new(7);
    private long ticks = 1_000;

    [Theory, InlineData(1_500), InlineData(4096), InlineData(65_536), InlineData(200_000)]
    public void The_newest_frames_that_fit_are_found_byte_for_byte_and_no_others(int maxBytes)
    {
        var recent = new RecentFrames(maxBytes);
        for (var round = 0; round < 300; round++)
        {
            recent.Keep(Group(random.Next(1, 9), 300));
            var newest = frames.Keys.OrderDescending().ToArray();
            var fitting = 0;
            for (var bytes = 0; fitting < newest.Length && (bytes += frames[newest[fitting]].Length) <= maxBytes; fitting++)
            {
            }

            for (var at = 0; at < Math.Min(newest.Length, fitting + 3); at++)
            {
                Assert.Equal(at < fitting, recent.Has(newest[at]));
                Assert.Equal(at < fitting, recent.TryFind(newest[at], out var found));
                Assert.Equal(at < fitting ? frames[newest[at]] : [], found.ToArray());
            }
        }
    }

    [Fact]
    public void A_run_is_the_frame_of_a_position_and_what_follows_it()
    {
        var recent = new RecentFrames(1_000_000);
        var group = Group(40, 5_000);
        recent.Keep(group);
        foreach (var first in frames.Keys)
        {
            foreach (var position in new[] { first, HeaderOf(first).LastPosition })
            {
                Assert.True(recent.TryFindRun(position, out var run));
                var expected = new List<byte>();
                foreach (var next in frames.Keys.Where(next => next >= first).Order().TakeWhile(next => expected.Count == 0 || expected.Count + frames[next].Length <= 64 * 1024))
                {
                    expected.AddRange(frames[next]);
                }

                Assert.Equal(expected, run.ToArray());
            }
        }

        Assert.False(recent.TryFindRun(group.LastPosition + 1, out _));
        Assert.False(recent.TryFindRun(0, out _));
    }

    [Fact]
    public void A_frame_that_is_too_large_is_not_kept_and_no_run_goes_over_it()
    {
        var recent = new RecentFrames(4_000_000);
        recent.Keep(Group(1, 100));
        var large = sequencer.NextPosition;
        recent.Keep(Group(1, 3_000_000));
        var behind = sequencer.NextPosition;
        recent.Keep(Group(1, 100));

        Assert.True(recent.TryFindRun(1, out var run));
        Assert.Equal(frames[1], run.ToArray());
        Assert.False(recent.TryFindRun(large, out _));
        Assert.False(recent.TryFind(large, out _));
        Assert.Equal(frames[behind], recent.TryFind(behind, out var found) ? found.ToArray() : null);
    }

    [Fact]
    public void What_was_found_stays_as_it_was_when_its_memory_is_used_again()
    {
        var recent = new RecentFrames(2_000);
        recent.Keep(Group(1, 400));
        Assert.True(recent.TryFind(1, out var found));

        for (var round = 0; round < 50; round++)
        {
            recent.Keep(Group(1, 400));
        }

        Assert.False(recent.Has(1));
        Assert.Equal(frames[1], found.ToArray());
    }

    [Fact]
    public void Without_memory_nothing_is_kept()
    {
        var recent = new RecentFrames(0);
        recent.Keep(Group(2, 10));

        Assert.False(recent.Has(1));
        Assert.False(recent.TryFindRun(1, out _));
    }

    private FrameHeader HeaderOf(long first) => FrameMaker.HeaderOf(frames[first]);

    private FrameGroup Group(int count, int mostBytes)
    {
        for (var frame = 0; frame < count; frame++)
        {
            var data = new byte[random.Next(mostBytes / 2, mostBytes)];
            random.NextBytes(data);
            var item = new NewItem("noted", Guid.NewGuid(), data);
            sequencer.Sequence(
                EncodedAppend.Of([Items.Part("s", Expected.Any, [.. Enumerable.Repeat(item, 1 + (frame % 2)).Select(static one => one with { Id = Guid.NewGuid() })])]),
                new ClockReading(++ticks, TimeSpan.FromTicks(ticks)),
                0);
        }

        var group = sequencer.Take()!;
        for (var frame = 0; frame < count; frame++)
        {
            frames.Add(group.HeaderOf(frame).FirstPosition, group.BytesOf(frame, 1).ToArray());
        }

        return group;
    }
}
