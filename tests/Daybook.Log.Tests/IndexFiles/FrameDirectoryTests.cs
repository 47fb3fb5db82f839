using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>Frames by position, by the time they were recorded, and by what occurred when.</summary>
public sealed class FrameDirectoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(3_000)]
    public void Every_frame_is_found_by_position_and_by_time(int frames)
    {
        var content = TestLog.Random(frames, frames, 20, firstPosition: 500).Content();

        using var file = content.Open(new BlockCache(BlockCache.DefaultBytes));

        Agreement.CheckFrames(content, file);
    }

    [Fact]
    public void A_frame_may_be_as_large_and_lie_as_far_as_frames_do()
    {
        var content = TestLog.Random(2, 3, 5, firstPosition: 1L << 50).Content();
        content.Frames[0] = content.Frames[0] with { Length = LogLimits.FrameBytes / 8 * 8, Offset = 1L << 40, Segment = (1L << 50) - 7 };
        content.Frames[1] = content.Frames[1] with { FirstOccurredTicks = 0, LastOccurredTicks = DateTime.MaxValue.Ticks };
        content.Frames[2] = content.Frames[2] with { RecordedTicks = DateTime.MaxValue.Ticks };

        using var file = content.Open(new BlockCache(BlockCache.DefaultBytes));

        Agreement.CheckFrames(content, file);
    }

    [Fact]
    public void Blocks_in_which_nothing_occurred_between_two_instants_are_passed_over()
    {
        var log = new TestLog(firstPosition: 11);
        for (var frame = 0; frame < 10 * FrameBlock.FramesPerBlock; frame++)
        {
            log.Add(new TestEvent("s", "t", Items.Id(frame)), new TestEvent("s", "t", Items.Id(-frame)));
        }

        var content = log.Content();
        const int InBlock = 2 * FrameBlock.FramesPerBlock;
        var far = (First: content.Frames[0].RecordedTicks - 5_000, Last: content.Frames[0].RecordedTicks - 4_000);
        content.Frames[(3 * FrameBlock.FramesPerBlock) + 5] = content.Frames[(3 * FrameBlock.FramesPerBlock) + 5] with { FirstOccurredTicks = far.Last };
        using var file = content.Open();

        var within = new OccurredRange(far.First, far.Last);

        Assert.True(file.Frames.TryFindOccurred(1, within, backwards: false, out var run));
        Assert.Equal((11 + (3 * InBlock), 11 + (4 * InBlock) - 1), run);
        Assert.True(file.Frames.TryFindOccurred(run.First + 9, within, backwards: false, out var cut));
        Assert.Equal((run.First + 9, run.Last), cut);
        Assert.True(file.Frames.TryFindOccurred(run.First + 9, within, backwards: true, out var back));
        Assert.Equal((run.First, run.First + 9), back);
        Assert.True(file.Frames.TryFindOccurred(content.Id.LastPosition, within, backwards: true, out var whole));
        Assert.Equal(run, whole);
        Assert.False(file.Frames.TryFindOccurred(run.Last + 1, within, backwards: false, out _));
        Assert.False(file.Frames.TryFindOccurred(run.First - 1, within, backwards: true, out _));
        Assert.False(file.Frames.TryFindOccurred(11, within with { Last = far.Last - 1 }, backwards: false, out _));
        Assert.True(file.Frames.TryFindOccurred(1, new OccurredRange(content.Frames[^1].RecordedTicks, long.MaxValue), backwards: false, out var last));
        Assert.Equal((11 + (9 * InBlock), content.Id.LastPosition), last);
    }

    [Fact]
    public void Frames_that_do_not_follow_each_other_break_an_invariant()
    {
        foreach (var change in new Func<FramePlace, FramePlace>[]
        {
            static frame => frame with { FirstPosition = frame.FirstPosition + 1 },
            static frame => frame with { RecordedTicks = 1 },
            static frame => frame with { Length = 47 },
            static frame => frame with { Count = 2 },
        })
        {
            var content = new TestLog().Add(new TestEvent("s", "t", Items.Id(1))).Add(new TestEvent("s", "t", Items.Id(2))).Content();
            content.Frames[1] = change(content.Frames[1]);

            Assert.Equal(LogFault.Failed, Assert.Throws<LogException>(content.ToBytes).Fault);
        }
    }
}
