namespace Daybook.Log.Sequencing;

/// <summary>Wall clock and monotonic clock, read together.</summary>
internal readonly record struct ClockReading(long UtcTicks, TimeSpan Monotonic)
{
    public static ClockReading Of(TimeProvider time) =>
        new(time.GetUtcNow().UtcTicks, time.GetElapsedTime(0, time.GetTimestamp()));
}
