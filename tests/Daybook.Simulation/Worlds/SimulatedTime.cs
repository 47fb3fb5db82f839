namespace Daybook.Simulation.Worlds;

/// <summary>Clocks that move only when they are told to: both together, or the wall clock alone.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private TimeSpan shift;
    private DateTimeOffset now = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now + shift;

    public override long GetTimestamp() => now.UtcTicks;

    /// <summary>Sets the wall clock alone, forward or back.</summary>
    public void Shift(TimeSpan by) => shift += by;

    public void Advance(TimeSpan by) => now += by;
}
