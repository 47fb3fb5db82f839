using Daybook.Log.Sequencing;

namespace Daybook.Log.Tests.Sequencing;

/// <summary>The time of each commit.</summary>
public sealed class RecordedClockTests
{
    private const long Start = 638_000_000_000_000_000;

    [Fact]
    public void It_is_the_wall_clock_when_that_has_moved()
    {
        var clock = new RecordedClock(Start);

        Assert.Equal(Start + 50, clock.Next(new ClockReading(Start + 50, TimeSpan.Zero)));
        Assert.Equal(Start + 90, clock.Next(new ClockReading(Start + 90, TimeSpan.FromTicks(40))));
    }

    [Fact]
    public void It_rises_by_100_ns_when_the_wall_clock_stands_or_goes_back()
    {
        var clock = new RecordedClock(Start);

        Assert.Equal(Start + 1, clock.Next(new ClockReading(Start, TimeSpan.Zero)));
        Assert.Equal(Start + 2, clock.Next(new ClockReading(Start, TimeSpan.Zero)));
        Assert.Equal(Start + 3, clock.Next(new ClockReading(Start - TimeSpan.TicksPerHour, TimeSpan.FromSeconds(1))));
        Assert.Equal(Start + 4, clock.Next(new ClockReading(Start - TimeSpan.TicksPerHour, TimeSpan.FromSeconds(2))));
    }

    [Fact]
    public void It_goes_on_after_the_last_commit_of_an_earlier_writer()
    {
        var clock = new RecordedClock(Start + TimeSpan.TicksPerDay * 30);

        Assert.Equal(Start + (TimeSpan.TicksPerDay * 30) + 1, clock.Next(new ClockReading(Start, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_leap_of_more_than_a_day_is_refused_and_changes_nothing(int direction)
    {
        var clock = new RecordedClock(0);
        clock.Next(new ClockReading(Start, TimeSpan.Zero));

        var leap = new ClockReading(Start + (direction * (TimeSpan.TicksPerDay + 1)), TimeSpan.Zero);
        var refusal = Assert.Throws<LogException>(() => clock.Next(leap));

        Assert.Equal(LogFault.ClockLeapt, refusal.Fault);
        Assert.Equal(Start + 1, clock.Next(new ClockReading(Start, TimeSpan.Zero)));
    }

    [Fact]
    public void A_day_exactly_is_no_leap()
    {
        var clock = new RecordedClock(0);
        clock.Next(new ClockReading(Start, TimeSpan.Zero));

        Assert.Equal(Start + TimeSpan.TicksPerDay, clock.Next(new ClockReading(Start + TimeSpan.TicksPerDay, TimeSpan.Zero)));
    }

    [Fact]
    public void A_pause_that_both_clocks_saw_is_no_leap()
    {
        var clock = new RecordedClock(0);
        clock.Next(new ClockReading(Start, TimeSpan.Zero));
        var pause = TimeSpan.FromDays(400);

        Assert.Equal(Start + pause.Ticks, clock.Next(new ClockReading(Start + pause.Ticks, pause)));
    }

    [Fact]
    public void A_machine_that_slept_for_days_is_taken_for_a_leap_until_the_log_is_opened_again()
    {
        // The monotonic clock of Linux stands while the machine sleeps.
        var awake = new ClockReading(Start + (3 * TimeSpan.TicksPerDay), TimeSpan.FromMinutes(1));
        var clock = new RecordedClock(0);
        clock.Next(new ClockReading(Start, TimeSpan.Zero));

        Assert.Throws<LogException>(() => clock.Next(awake));
        Assert.Equal(awake.UtcTicks, new RecordedClock(Start).Next(awake));
    }
}
