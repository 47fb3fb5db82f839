using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.Sequencing;
using Daybook.Log.Tests.Index;

namespace Daybook.Log.Tests.Sequencing;

/// <summary>Append and time in, outcome and bytes out.</summary>
public sealed class SequencerTests
{
    private const long Start = 638_000_000_000_000_000;

    private readonly LogIndex index = MadeIndex.InMemory();
    private readonly Sequencer sequencer;

    public SequencerTests() => sequencer = Make(index);

    [Fact]
    public void An_append_gets_positions_revisions_and_a_time()
    {
        var sequenced = Sequence(1, Items.Part("a", Expected.NoStream, Items.Many(1, 2)), Items.Part("b", Expected.Any, Items.Many(3, 1)));

        var appended = Assert.IsType<LogOutcome.Appended>(sequenced.Outcome);
        Assert.Equal([1L, 2, 3], appended.Positions);
        Assert.Equal([1L, 0], appended.LastRevisions);
        Assert.Equal(new DateTimeOffset(Start + 1, TimeSpan.Zero), appended.RecordedAt);
        Assert.Equal((3L, 4L), (sequenced.RestsOn, sequencer.NextPosition));
    }

    [Fact]
    public void Frames_of_a_group_follow_each_other_and_vouch_for_what_was_durable()
    {
        Sequence(1, Items.Part("a", Expected.Any, Items.Many(1, 3)));
        Sequence(2, 0, Items.Part("a", Expected.Any, Items.Many(4, 1)));
        var first = sequencer.Take()!;
        Sequence(3, 4, Items.Part("a", Expected.Any, Items.Many(5, 1)));
        var second = sequencer.Take()!;

        Assert.Equal((2, 4L, 1), (first.FrameCount, first.LastPosition, second.FrameCount));
        Assert.Equal([(1L, 3, 0L), (4L, 1, 0L)], new[] { first.HeaderOf(0), first.HeaderOf(1) }.Select(static one => (one.FirstPosition, one.Count, one.DurableUpTo)));
        Assert.Equal((5L, 4L), (second.HeaderOf(0).FirstPosition, second.HeaderOf(0).DurableUpTo));
        Assert.True(FrameHeader.IsIntact(first.BytesOf(1, 1).Span, FrameMaker.Seed));
        Assert.Equal([.. first.BytesOf(0, 1).Span, .. first.BytesOf(1, 1).Span], first.BytesOf(0, 2).ToArray());
        Assert.Null(sequencer.Take());
    }

    [Fact]
    public void A_refusal_or_repetition_changes_nothing_and_rests_on_all_before()
    {
        Sequence(1, Items.Part("a", Expected.NoStream, Items.Many(1, 2)));
        sequencer.Take();

        var conflict = Sequence(2, Items.Part("a", Expected.NoStream, Items.Many(7, 1)));
        var partial = Sequence(3, Items.Part("a", Expected.NoStream, Items.Many(2, 2)));
        var repeat = Sequence(4, Items.Part("a", Expected.NoStream, Items.Many(1, 2)));

        Assert.Equal(new LogOutcome.Conflict("a", Expected.NoStream, 1), conflict.Outcome);
        Assert.Equal(new LogOutcome.PartialRepeat("a", Items.Id(2), 1), partial.Outcome);
        Assert.Equal([1L, 2], Assert.IsType<LogOutcome.Appended>(repeat.Outcome).Positions);
        Assert.All([conflict, partial, repeat], static one => Assert.Equal(2, one.RestsOn));
        Assert.Null(sequencer.Take());
        Assert.Equal((3L, 1L), (sequencer.NextPosition, index.Streams.LastRevision("a")));
    }

    [Fact]
    public void Case_10_one_stream_repeats_and_another_does_not()
    {
        Sequence(1, Items.Part("a", Expected.NoStream, Items.Many(1, 2)));

        var there = Items.Part("a", Expected.NoStream, Items.Many(1, 2));
        var missing = Items.Part("b", Expected.NoStream, Items.Many(3, 1));

        Assert.Equal(new LogOutcome.PartialRepeat("a", Items.Id(1), 0), Sequence(2, there, missing).Outcome);
        Assert.Equal(new LogOutcome.PartialRepeat("a", Items.Id(1), 0), Sequence(3, missing, there).Outcome);
        Assert.Equal(Expected.None, index.Streams.LastRevision("b"));
    }

    [Fact]
    public void A_conflict_outweighs_a_repetition_and_the_first_refusal_is_told()
    {
        Sequence(1, Items.Part("a", Expected.NoStream, Items.Many(1, 2)));
        var there = Items.Part("a", Expected.NoStream, Items.Many(1, 2));
        var stale = Items.Part("b", Expected.At(9), Items.Many(3, 1));
        var half = Items.Part("a", Expected.NoStream, Items.Many(2, 1));

        Assert.Equal(new LogOutcome.Conflict("b", Expected.At(9), Expected.None), Sequence(2, there, stale).Outcome);
        Assert.Equal(new LogOutcome.Conflict("b", Expected.At(9), Expected.None), Sequence(3, stale, half).Outcome);
    }

    [Fact]
    public void A_leaping_clock_changes_nothing()
    {
        Sequence(1, Items.Part("a", Expected.NoStream, Items.Many(1, 2)));
        sequencer.Take();

        Assert.Throws<LogException>(() => Sequence(TimeSpan.TicksPerDay * 2, Items.Part("a", Expected.At(1), Items.Many(3, 1))));

        Assert.Null(sequencer.Take());
        Assert.Equal((3L, 1L), (sequencer.NextPosition, index.Streams.LastRevision("a")));
        Assert.Equal([3L], Assert.IsType<LogOutcome.Appended>(Sequence(2, Items.Part("a", Expected.At(1), Items.Many(3, 1))).Outcome).Positions);
    }

    [Fact]
    public void The_same_input_makes_the_same_bytes()
    {
        byte[] Run()
        {
            var machine = Make(MadeIndex.InMemory());
            var random = new Random(5);
            for (var number = 0; number < 200; number++)
            {
                var part = Items.Part($"s-{random.Next(5)}", Expected.Any, Items.Many(number * 5, random.Next(1, 5), random.Next(0, 300)));
                machine.Sequence(EncodedAppend.Of([part]), new ClockReading(Start + random.Next(1_000), TimeSpan.Zero), machine.NextPosition - 1);
            }

            var group = machine.Take()!;
            return group.BytesOf(0, group.FrameCount).ToArray();
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void A_group_that_was_given_back_serves_again_with_nothing_of_before()
    {
        Sequence(1, Items.Part("a", Expected.Any, Items.Many(1, 3, bytes: 9_000)));
        var first = sequencer.Take()!;
        var callers = first.Callers;
        sequencer.GiveBack(first);

        Sequence(2, Items.Part("a", Expected.Any, Items.Many(4, 1)));
        var second = sequencer.Take()!;

        Assert.Same(first, second);
        Assert.NotSame(callers, second.Callers);
        Assert.Equal((1, 4L, second.HeaderOf(0).Length), (second.FrameCount, second.LastPosition, second.SizeBytes));
        Assert.True(FrameHeader.IsIntact(second.BytesOf(0, 1).Span, FrameMaker.Seed));
    }

    private static Sequencer Make(LogIndex index) =>
        new(index, new RecordedClock(Start), epoch: 1, FrameMaker.Seed) { NextPosition = 1, Ids = MadeIndex.NoLog(), NewSalt = static () => FrameMaker.Salt };

    private Sequenced Sequence(long ticks, params StreamItems[] parts) => Sequence(ticks, 0, parts);

    private Sequenced Sequence(long ticks, long durable, params StreamItems[] parts) =>
        sequencer.Sequence(EncodedAppend.Of(parts), new ClockReading(Start + ticks, TimeSpan.Zero), durable);
}
