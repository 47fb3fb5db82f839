using System.Globalization;

namespace Daybook.Log.Sequencing;

/// <summary>
/// Gives each commit its time: the wall clock, but always later than the commit before, so that "as of an instant" is a
/// prefix of the log. A wall clock that leaps by more than a day against the monotonic clock is refused, because one commit
/// in the far future would push every later one there.
/// </summary>
internal sealed class RecordedClock(long lastRecordedTicks)
{
    private ClockReading? before;
    private long last = lastRecordedTicks;

    /// <summary>The time of the next commit, 100 ns ticks UTC; nothing changes when it throws.</summary>
    public long Next(ClockReading now)
    {
        if (before is { } earlier)
        {
            var leap = TimeSpan.FromTicks(now.UtcTicks - earlier.UtcTicks) - (now.Monotonic - earlier.Monotonic);
            if (leap.Duration() > LogLimits.ClockLeap)
            {
                throw new LogException(LogFault.ClockLeapt, string.Create(CultureInfo.InvariantCulture,
                    $"The system clock moved by {leap} against the monotonic clock since the last append. Set the clock right; or, if it is right now (the machine slept), close the store and open it again."));
            }
        }

        before = now;
        last = Math.Max(now.UtcTicks, last + 1);
        return last;
    }
}
