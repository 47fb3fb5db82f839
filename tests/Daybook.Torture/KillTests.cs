namespace Daybook.Torture;

public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("DAYBOOK_NIGHTLY") == "1";

    [Fact]
    public async Task Kill_9_at_random_moments_loses_nothing_that_was_acknowledged()
    {
        var random = new Random(20261123);
        var cycles = IsNightly ? 200 : 30;
        var inside = 0;
        var found = 0;
        var store = Path.Combine(Directory.CreateTempSubdirectory("daybook-kill-").FullName, "store");
        var known = new HashSet<Guid>();

        for (var cycle = 0; cycle < cycles; cycle++)
        {
            if (known.Count > 20_000)
            {
                Directory.Delete(store, recursive: true);
                known.Clear();
            }

            using var worker = Worker.Start("append", store);
            await worker.HasSaidAsync(random.Next(1, 300));
            worker.Kill();
            var (lines, _) = await worker.EndAsync();
            inside += lines.Count(static line => line.StartsWith("try", StringComparison.Ordinal))
                > lines.Count(static line => line.StartsWith("ack", StringComparison.Ordinal)) ? 1 : 0;
            found += await Recovered.CheckAsync(store, lines, known);
        }

        output.WriteLine($"{cycles} kills, {inside} of them inside a commit; {found} appends were recorded and not acknowledged");
        Directory.Delete(Path.GetDirectoryName(store)!, recursive: true);
        Assert.True(inside > 0);
    }

    [Theory]
    [InlineData("pwrite64")]
    [InlineData("fdatasync")]
    [InlineData("fsync")]
    [InlineData("rename")]
    [InlineData("openat")]
    public async Task Kill_at_every_system_call_of_creation_appends_a_roll_and_the_close_loses_nothing(string call)
    {
        var points = 0;
        int exitCode;
        do
        {
            var directory = Directory.CreateTempSubdirectory("daybook-kill-").FullName;
            var store = Path.Combine(directory, "store");
            using var worker = Worker.Start("once", store, $"{call}:signal=KILL:when={++points}");
            (var lines, exitCode) = await worker.EndAsync();
            await Recovered.CheckAsync(store, lines, []);
            Directory.Delete(directory, recursive: true);
        }
        while (exitCode != 0);

        output.WriteLine($"{points - 1} points of {call}");
        Assert.True(points > 1);
    }
}
