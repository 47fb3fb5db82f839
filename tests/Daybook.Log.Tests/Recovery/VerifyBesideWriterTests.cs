using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Recovery;

/// <summary>A verifier looks while a writer writes: into room, over segments, in every mode. It never takes a write for damage.</summary>
public sealed class VerifyBesideWriterTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public static TheoryData<string> Modes => [.. Enum.GetNames<FlushMode>()];

    public void Dispose() => directory.Dispose();

    [Theory, MemberData(nameof(Modes))]
    public async Task A_write_under_way_is_no_damage(string mode)
    {
        const int Looks = 60;
        var cancel = TestContext.Current.CancellationToken;
        var options = new LogOptions { FlushMode = Enum.Parse<FlushMode>(mode), SegmentSizeBytes = 64 * 1024 };
        var writer = LogWriter.Open(directory.File("log"), options, cancel);
        using var ending = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(lane => Task.Run(
            async () =>
            {
                for (var number = 0; !ending.IsCancellationRequested; number++)
                {
                    await writer.AppendAsync([Items.Part($"s-{lane}", Expected.Any, Items.Many((lane * 1_000_000) + (number * 3), 3))], [], cancel);
                }
            },
            cancel)));

        var last = 0L;
        for (var look = 0; look < Looks || last < Looks; look++)
        {
            var verifier = new LogVerifier(new LogPaths(directory.File("log")), NativeDisk.ForThisSystem()) { IsFull = true };
            verifier.Run(static _ => { }, cancel);
            Assert.DoesNotContain(verifier.Findings, static finding => finding.IsDamage);
            Assert.True(verifier.LastPosition >= last);
            last = verifier.LastPosition;
        }

        await ending.CancelAsync();
        await writing;
        await writer.CloseAsync();
        Assert.True(last > 0);
    }
}
