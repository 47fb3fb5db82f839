using Daybook.Torture.Worker;
using Daybook.Torture.Workers;

namespace Daybook.Torture;

public sealed class FewHandlesTests(ITestOutputHelper output)
{
    /// <summary>More than opening, appending and reading need at once.</summary>
    private const int Enough = 14;

    [Fact]
    public async Task A_process_without_file_handles_is_told_so_and_works_again_when_it_has_some()
    {
        using var directory = new StoreDirectory();
        var witness = new Witness(directory.Store);
        using var worker = WorkerProcess.Start(["prlimit", "--nofile=400:400"], ["starve", directory.Store]);
        for (var handles = 0; handles <= Enough; handles++)
        {
            worker.Tell($"{handles}");
        }

        worker.EndInput();
        var said = await worker.EndAsync();

        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.True(said.Unexpected.Count == 0, said.ToString());
        Assert.All(said.Failures.Concat(said.Refusals), static code => Assert.Equal(ErrorCodes.StoreFailed, code));
        Assert.Equal(Enough + 1, said.Lines.Count(static line => line == "fed"));
        AssertReadsPass(said);
        witness.Hears(said);
        await witness.RecoverAsync();
        await witness.VerifyAsync();
        output.WriteLine($"{said.Acknowledged.Count} of {said.Tried.Count} appends acknowledged, {said.Refusals.Count} openings and reads refused");
        Assert.NotEmpty(said.Failures);
        Assert.NotEmpty(said.Refusals);
    }

    [Fact]
    public async Task A_reader_of_many_segments_needs_few_handles()
    {
        using var directory = new StoreDirectory();
        await using (var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { SegmentSizeBytes = 8192 }))
        {
            foreach (var turn in Enumerable.Range(0, 250).Select(static number => new Turn(1, 0, number * 3, 4_000)))
            {
                await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events());
            }
        }

        // With room for 256 MiB of garbage nothing is collected, so that whatever is left to finalizers stays.
        using var worker = WorkerProcess.Start(
            ["env", "DOTNET_GCgen0size=0x10000000", "prlimit", "--nofile=200:200"], ["read", directory.Store]);
        var said = await worker.EndAsync();

        Assert.Equal(250, Directory.GetFiles(Path.Combine(directory.Store, "log"), "*.seg").Length);
        Assert.Equal(["saw 250"], said.Lines);
    }

    /// <summary>With handles again, writer and reader read everything, whatever happened to them before.</summary>
    private static void AssertReadsPass(Said said)
    {
        for (var at = 0; at < said.Lines.Count; at++)
        {
            if (said.Lines[at] == "fed")
            {
                Assert.StartsWith("saw", said.Lines[at - 2], StringComparison.Ordinal);
                Assert.StartsWith("saw", said.Lines[at - 1], StringComparison.Ordinal);
                Assert.Equal(said.Lines[at - 2], said.Lines[at - 1]);
            }
        }
    }
}
