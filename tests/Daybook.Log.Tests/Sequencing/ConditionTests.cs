using Daybook.Log.Index;
using Daybook.Log.IndexBlocks;
using Daybook.Log.Sequencing;
using Daybook.Log.Tests.Index;

namespace Daybook.Log.Tests.Sequencing;

/// <summary>Conditions see everything that was sequenced before, durable or not, and never the append itself.</summary>
public sealed class ConditionTests
{
    private static readonly LogQuery Seat = new([new LogQueryPart(null, ["taken"], ["seat:1"])]);

    private readonly LogIndex index = MadeIndex.InMemory();
    private readonly Sequencer sequencer;
    private long ticks = 638_000_000_000_000_000;

    public ConditionTests() => sequencer = new Sequencer(index, new RecordedClock(ticks), 1, FrameMaker.Seed) { NextPosition = 1, Ids = MadeIndex.NoLog(), NewSalt = static () => FrameMaker.Salt };

    [Fact]
    public void An_append_of_the_same_group_violates_the_next_ones_condition()
    {
        var first = Sequence(1, new LogCondition(Seat, 0));
        var second = Sequence(2, new LogCondition(Seat, 0));
        var third = Sequence(3, new LogCondition(LogQuery.All, 0), new LogCondition(Seat, 0));

        Assert.IsType<LogOutcome.Appended>(first.Outcome);
        Assert.Equal(new LogOutcome.ConditionFailed(0, 1), second.Outcome);
        Assert.Equal(new LogOutcome.ConditionFailed(0, 1), third.Outcome);
        Assert.All([second, third], static one => Assert.Equal(1, one.RestsOn));
        Assert.Equal((1, 1L), (sequencer.Take()!.FrameCount, sequencer.NextPosition - 1));
    }

    [Fact]
    public void A_refusal_takes_no_position_no_time_and_no_term()
    {
        Sequence(1);
        var refused = Sequence(2, new LogCondition(Seat, 0));
        var accepted = Sequence(2, new LogCondition(Seat, 1));

        Assert.Equal(new LogOutcome.ConditionFailed(0, 1), refused.Outcome);
        Assert.Equal([2L], Assert.IsType<LogOutcome.Appended>(accepted.Outcome).Positions);
        using var layers = index.Hold();
        var seats = layers.Parts[0].Positions(TermKind.Tag, "seat:1");
        Assert.Equal((2, 1L, 2L), (seats.Count, seats[0], seats[1]));
    }

    [Fact]
    public void The_number_of_the_condition_that_is_not_met_and_its_last_match_are_told()
    {
        Sequence(1);
        Sequence(2);

        var outcome = Sequence(3, new LogCondition(Seat, 2), new LogCondition(LogQuery.All, 2), new LogCondition(Seat, 1), new LogCondition(Seat, 0)).Outcome;

        Assert.Equal(new LogOutcome.ConditionFailed(2, 2), outcome);
    }

    [Fact]
    public void A_repetition_is_not_asked_for_its_conditions()
    {
        Sequence(1, new LogCondition(Seat, 0));

        var again = Sequence(1, new LogCondition(Seat, 0));

        Assert.Equal((true, 1L), (Assert.IsType<LogOutcome.Appended>(again.Outcome).WasRepeat, again.RestsOn));
    }

    /// <summary>Appends an item that takes the seat.</summary>
    private Sequenced Sequence(int number, params LogCondition[] conditions)
    {
        var item = new NewItem("taken", Items.Id(number), new byte[8]) { Tags = ["seat:1"] };
        var append = EncodedAppend.Of([Items.Part("s", Expected.Any, item)], conditions);
        return sequencer.Sequence(append, new ClockReading(++ticks, TimeSpan.FromTicks(ticks)), durableUpTo: 0);
    }
}
