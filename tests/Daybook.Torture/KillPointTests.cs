using Daybook.Torture.Workers;

namespace Daybook.Torture;

public sealed class KillPointTests(ITestOutputHelper output)
{
    /// <summary>What the tests expect the script to do; a call that is new here must be thought about.</summary>
    private static readonly string[] Known = ["fdatasync", "fsync", "ftruncate", "mkdir", "openat", "pwrite64", "rename", "unlink"];

    public static TheoryData<string> States => Beginning.All;

    [Theory]
    [MemberData(nameof(States))]
    public async Task Kill_9_at_every_call_that_changes_the_disk_loses_changes_and_doubles_nothing(string state)
    {
        using var beginning = await Beginning.MakeAsync(state);
        var (traced, _) = beginning.Copy();
        var calls = await Strace.TraceAsync(traced);
        traced.Dispose();
        var points = calls.Where(static call => call.ChangesTheDisk).ToArray();
        var paths = calls.SelectMany(static call => call.Paths).Distinct().ToArray();
        var untold = 0;

        await Parallel.ForEachAsync(points, Size.Parallel, async (point, _) =>
        {
            var (directory, witness) = beginning.Copy();
            using (directory)
            {
                var (said, _) = await Strace.KillAtAsync(directory, point, paths);
                Assert.True(said.WasKilled, $"{point}: {said}");
                Assert.Equal(point.Phase.StartsWith("try", StringComparison.Ordinal), said.Tried.Count > said.Acknowledged.Count);
                witness.Hears(said);
                await witness.RecoverAsync();
                await witness.VerifyAsync();
                Interlocked.Add(ref untold, witness.RecordedUntold);
            }
        });

        output.WriteLine($"{points.Length} points from {state}: {Counted(points)}; {untold} appends were recorded and nobody had been told");
        Assert.Empty(points.Select(static point => point.Name).Distinct().Except(Known));
        Assert.Contains(points, static point => point is { Name: "rename" } && point.Phase.StartsWith("try", StringComparison.Ordinal));
        Assert.True(untold > 0);
        AssertFlushedBeforeAcknowledged(calls);
    }

    /// <summary>
    /// A kill does not tell, because the page cache outlives it: each write to a segment is one that is durable when it
    /// returns, or it is flushed before the answer.
    /// </summary>
    private static void AssertFlushedBeforeAcknowledged(IEnumerable<SystemCall> calls)
    {
        var appends = calls.Where(static call => call.Phase.StartsWith("try", StringComparison.Ordinal)).GroupBy(static call => call.Phase).ToArray();
        Assert.Equal(4, appends.Length);
        Assert.All(appends, static append =>
        {
            var written = append.Where(static call => call.Name == "pwrite64" && call.Paths[0].EndsWith(".seg", StringComparison.Ordinal)).ToArray();
            Assert.NotEmpty(written);
            Assert.All(written.Where(static call => !call.IsDurable), write => Assert.Contains(
                append.SkipWhile(call => call != write), flush => flush.Name == "fdatasync" && flush.Paths[0] == write.Paths[0]));
        });
    }

    private static string Counted(IEnumerable<SystemCall> points) => string.Join(", ", points
        .GroupBy(static point => point.Name).OrderBy(static group => group.Key).Select(static group => $"{group.Count()} {group.Key}"));
}
