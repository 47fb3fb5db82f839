using Daybook.Log.Sequencing;

namespace Daybook.Log.Tests;

public sealed class RecordedClockTests
{
    private static readonly long Noon = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public void Time_goes_on_when_the_clock_stands_or_goes_back()
    {
        var clock = new RecordedClock(Noon);

        Assert.Equal(Noon + 1, clock.Next(new ClockReading(Noon, TimeSpan.Zero)));
        Assert.Equal(Noon + 2, clock.Next(new ClockReading(Noon - TimeSpan.TicksPerHour, TimeSpan.FromSeconds(1))));
        Assert.Equal(Noon + 500, clock.Next(new ClockReading(Noon + 500, TimeSpan.FromSeconds(2))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void A_leap_of_more_than_a_day_is_refused_until_the_clock_is_right_again(int days)
    {
        var clock = new RecordedClock(0);
        clock.Next(new ClockReading(Noon, TimeSpan.Zero));

        var refused = Assert.Throws<LogException>(() => clock.Next(new ClockReading(Noon + (days * TimeSpan.TicksPerDay), TimeSpan.FromSeconds(1))));

        Assert.Equal(LogFault.ClockLeapt, refused.Fault);
        Assert.Equal(Noon + 7, clock.Next(new ClockReading(Noon + 7, TimeSpan.FromSeconds(2))));
    }
}
