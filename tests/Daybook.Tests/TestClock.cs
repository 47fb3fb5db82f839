namespace Daybook.Tests;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class TestClock : TimeProvider
{
    private long ticks;

    public static DateTimeOffset Noon { get; } = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What the wall clock shows beyond what has passed.</summary>
    public TimeSpan Wrong { get; set; }

    public override DateTimeOffset GetUtcNow() => Noon.AddTicks(Interlocked.Read(ref ticks)) + Wrong;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
