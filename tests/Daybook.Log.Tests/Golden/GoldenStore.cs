using Daybook.Log.Sequencing;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Golden;

/// <summary>Makes the golden store: two writers after each other, with given time and log id, and without threads.</summary>
internal static class GoldenStore
{
    private const int AppendsOfFirstWriter = 101;
    private const int AppendsOfGroup = 3;

    public static readonly DateTimeOffset Begin = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    public static void Make(string path, FlushMode flushMode)
    {
        var clock = new Clock();
        var options = new LogOptions
        {
            SegmentSizeBytes = 16 * 1024,
            IndexPartItems = 4,
            FlushMode = flushMode,
            Time = clock,
            NewSalt = static () => FrameMaker.Salt,
            NewLogId = static () => FrameMaker.LogId,
        };
        var appends = GoldenAppends.All;
        foreach (var (first, end) in new[] { (0, AppendsOfFirstWriter), (AppendsOfFirstWriter, appends.Length) })
        {
            using var core = LogCore.Open(path, options, CancellationToken.None);
            for (var append = first; append < end; append++)
            {
                clock.Now += GoldenAppends.StepBefore(append);
                Assert.IsType<LogOutcome.Appended>(core.Sequence(EncodedAppend.Of(appends[append])).Outcome);
                if (append % AppendsOfGroup == 0)
                {
                    Commit(core);
                }
            }

            Commit(core);
            core.MarkClean();
        }
    }

    private static void Commit(LogCore core)
    {
        if (core.Take() is not { } group)
        {
            return;
        }

        core.Commit(group);
        while (core.WriteIndex(CancellationToken.None))
        {
        }

        while (core.MergeIndex(CancellationToken.None))
        {
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Begin;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
