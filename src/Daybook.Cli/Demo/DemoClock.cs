namespace Daybook.Cli.Demo;

/// <summary>A clock that the demo sets, so that three o'clock comes while somebody watches.</summary>
internal sealed class DemoClock(DateTimeOffset midnight) : TimeProvider
{
    private TimeSpan timeOfDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>A clock for the day before, so that nothing is recorded in the future.</summary>
    public static DemoClock Yesterday(TimeProvider clock) => new(new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date.AddDays(-1), TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => midnight + timeOfDay;

    public override long GetTimestamp() => timeOfDay.Ticks;

    public void Set(int hour, int minute) => timeOfDay = new TimeSpan(hour, minute, 0);

    public DateTimeOffset At(int hour, int minute) => midnight + new TimeSpan(hour, minute, 0);
}
