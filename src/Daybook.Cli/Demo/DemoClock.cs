namespace Daybook.Cli.Demo;

/// <summary>A clock that the demo sets, so that three o'clock comes while somebody watches.</summary>
internal sealed class DemoClock(DateTimeOffset midnight) : TimeProvider
{
    private TimeSpan timeOfDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => midnight + timeOfDay;

    public override long GetTimestamp() => timeOfDay.Ticks;

    public void Set(int hour, int minute) => timeOfDay = new TimeSpan(hour, minute, 0);
}
