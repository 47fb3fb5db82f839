namespace Daybook.Testing.Contract;

/// <summary>A clock that stands until it is moved. Thread-safe.</summary>
internal sealed class ContractClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private long elapsedTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsedTicks;
        }
    }

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan time)
    {
        lock (gate)
        {
            now += time;
            elapsedTicks += time.Ticks;
        }
    }

    /// <summary>Somebody sets the clock back; no time passes. Less than a day, which every store must put up with.</summary>
    public void SetBack(TimeSpan time)
    {
        lock (gate)
        {
            now -= time;
        }
    }
}
