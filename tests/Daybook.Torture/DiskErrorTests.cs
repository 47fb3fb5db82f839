using System.Collections.Concurrent;
using Daybook.Torture.Worker;
using Daybook.Torture.Workers;

namespace Daybook.Torture;

public sealed class DiskErrorTests(ITestOutputHelper output)
{
    /// <summary>States, errors and whether the error stays.</summary>
    public static TheoryData<string, string, bool> Faults => Size.IsNightly
        ? new MatrixTheoryData<string, string, bool>(["nothing", "closed", "killed"], ["EIO", "ENOSPC", "EROFS", "EMFILE"], [false, true])
        : new TheoryData<string, string, bool> { { "nothing", "ENOSPC", false }, { "killed", "EIO", false }, { "killed", "EIO", true } };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_error_of_any_call_is_told_and_never_acknowledged_over(string state, string error, bool forEver)
    {
        using var beginning = await Beginning.MakeAsync(state);
        var (traced, _) = beginning.Copy();
        var calls = await Strace.TraceAsync(traced);
        traced.Dispose();
        var points = calls.Where(call => call.CanFail && Fits(call, error) && (Size.IsNightly || !forEver || call.ChangesTheDisk)).ToArray();
        var paths = calls.SelectMany(static call => call.Paths).Distinct().ToArray();
        var outcomes = new ConcurrentDictionary<string, int>();

        await Parallel.ForEachAsync(points, Size.Parallel, async (point, _) =>
        {
            var (directory, witness) = beginning.Copy();
            using (directory)
            {
                var (said, wasInjected) = await Strace.FailAtAsync(directory, point, paths, error, forEver);
                Assert.True(wasInjected, $"{point}: never met");
                Judge(point, error, said);
                Assert.All(said.Saw, saw => Assert.True(
                    saw >= beginning.Events + said.Acknowledged.Keys.Sum(static turn => turn.EventCount), $"{point}: {said}"));
                witness.Hears(said);
                await witness.CheckReadOnlyAsync();
                await witness.RecoverAsync();
                await witness.VerifyAsync();
                outcomes.AddOrUpdate(said.Refusals.Concat(said.Failures).FirstOrDefault("none"), 1, static (_, count) => count + 1);
            }
        });

        output.WriteLine($"{points.Length} calls from {state} failed with {error}, {(forEver ? "each and all after it" : "one at a time")}: "
            + string.Join(", ", outcomes.Select(static outcome => $"{outcome.Value} {outcome.Key}")));
        Assert.True(outcomes.GetValueOrDefault("none") < points.Length / 2);
    }

    [Fact]
    public async Task An_error_while_a_reader_catches_up_passes_with_its_cause()
    {
        using var beginning = await Beginning.MakeAsync("closed");
        var (traced, _) = beginning.Copy();
        var calls = await Strace.TraceAsync(traced, _ => AppendAsync(traced.Store));
        traced.Dispose();
        var points = calls.Where(static call => call.CanFail && call.Phase == "follow").ToArray();
        var paths = calls.SelectMany(static call => call.Paths).Distinct().ToArray();

        await Parallel.ForEachAsync(points, Size.Parallel, async (point, _) =>
        {
            var (directory, _) = beginning.Copy();
            using (directory)
            {
                var (said, wasInjected) = await Strace.FailAtAsync(
                    directory, point, paths, "EIO", follow: _ => AppendAsync(directory.Store));
                Assert.True(wasInjected && said.Unexpected.Count == 0, $"{point}: {said}");
                Assert.True(said.Lines[^1] == $"saw {beginning.Events + 6}", $"{point}: {said}");
                Assert.True(said.Refusals.All(static code => code == ErrorCodes.StoreFailed), $"{point}: {said}");
            }
        });

        output.WriteLine($"{points.Length} calls of a reader that catches up failed with EIO, one at a time");
        Assert.Contains(points, static point => point.Name == "openat" && point.Paths[0].EndsWith(".seg", StringComparison.Ordinal));
    }

    /// <summary>A writer goes on, beyond the segment in which the reader stands.</summary>
    private static async Task AppendAsync(string path)
    {
        await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { SegmentSizeBytes = 8192 });
        foreach (var turn in Enumerable.Range(0, 3).Select(static number => new Turn(1, 0, number, 1_500)))
        {
            await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events());
        }
    }

    /// <summary>Only what changes the disk can find it full.</summary>
    private static bool Fits(SystemCall call, string error) => error is not ("ENOSPC" or "EROFS") || call.ChangesTheDisk;

    private static void Judge(SystemCall point, string error, Said said)
    {
        var story = $"{point} failed with {error}:\n{said}";
        string[] right = error switch
        {
            "ENOSPC" => [ErrorCodes.StoreFailed, ErrorCodes.StoreFull],
            "EROFS" => [ErrorCodes.StoreFailed, ErrorCodes.StoreReadOnly],
            _ => [ErrorCodes.StoreFailed],
        };
        Assert.True(said.Unexpected.Count == 0, story);
        Assert.True(!said.Refusals.Concat(said.Failures).Except(right).Any(), story);
        Assert.True(said.Tried.Count == said.Acknowledged.Count + said.Failures.Count, story);
        if (!said.IsOpened)
        {
            Assert.True(said.Refusals.Count == 1, story);
            return;
        }

        Assert.True(said.Saw.Count + said.Refusals.Count > 0, story);
        if (!point.Phase.StartsWith("try", StringComparison.Ordinal))
        {
            return;
        }

        if (error == "ENOSPC" && point.Name == "pwrite64" && said.Failures.Count == 0)
        {
            // It was room that could not be made ahead, and the append went without; what was acknowledged is checked by the witness.
            return;
        }

        // The append in whose time the call failed is not acknowledged, nor is any after it; those before it are shown.
        var turn = Turn.Parse(point.Phase[4..]);
        Assert.True(said.Acknowledged.Count == turn.Number, story);
        Assert.True(said.Failures.Count == said.Tried.Count - turn.Number, story);
    }
}
