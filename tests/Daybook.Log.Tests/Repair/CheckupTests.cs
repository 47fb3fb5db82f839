using Daybook.Log.Format;
using Daybook.Log.Repair;
using Daybook.Log.Tests.Copies;

namespace Daybook.Log.Tests.Repair;

public sealed class CheckupTests : IDisposable
{
    private readonly BackedUpLog log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_sound_store_is_told_with_its_facts_and_left_as_it_is()
    {
        var writer = log.Open();
        await BackedUpLog.AppendAsync(writer, 100);
        var beside = Run();
        await writer.CloseAsync();
        var files = Directory.GetFiles(log.Root, "*", SearchOption.AllDirectories).Order().ToArray();

        var checkup = Run();

        Assert.Contains(("writer", $"process {Environment.ProcessId}"), beside.Facts);
        Assert.Contains(("writer", "none"), checkup.Facts);
        Assert.Contains(("closed in order", "yes"), checkup.Facts);
        Assert.Contains(checkup.Facts, static fact => fact.Name == "flush mode");
        Assert.DoesNotContain(checkup.Findings, static one => one.IsProblem && one.Finding.File.Length > 0);
        Assert.Equal(files, Directory.GetFiles(log.Root, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task What_was_left_and_what_is_damaged_is_told_with_what_to_do()
    {
        var writer = log.Open();
        await BackedUpLog.AppendAsync(writer, 200);
        await writer.CloseAsync();
        var paths = new LogPaths(log.Root);
        File.WriteAllText(Path.Combine(paths.Segments, "next.new"), "");
        Directory.CreateDirectory(Path.Combine(paths.Root, "damaged-20260131-150000"));
        File.Delete(paths.Segment(1));
        Harm(paths.Head, 40);
        Harm(Directory.GetFiles(paths.Index)[0], 3);
        Harm(paths.Superblock, 100);

        var found = Run().Findings.GroupBy(static one => one.Finding.File).ToDictionary(static one => one.Key, static one => one.Any(static found => found.IsProblem));

        Assert.Equal((false, false), (found["log/next.new"], found["damaged-20260131-150000"]));
        Assert.Equal((true, true, true), (found[LogPaths.SegmentName(1)], found["head"], found["superblock"]));
        Assert.Contains(found, static one => one.Key.EndsWith(".idx", StringComparison.Ordinal));
        Assert.All(Run().Findings, static one => Assert.NotEmpty(one.Finding.Remedy));
    }

    [Fact]
    public void A_directory_without_a_store_is_told()
    {
        Assert.Equal(LogFault.NotFound, Assert.Throws<LogException>(Run).Fault);
        Directory.CreateDirectory(log.Root);
        Assert.Equal(LogFault.NotFound, Assert.Throws<LogException>(Run).Fault);
        Assert.Empty(Directory.GetFileSystemEntries(log.Root));
    }

    private static void Harm(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private Checkup Run()
    {
        var checkup = new Checkup(new LogPaths(log.Root), BackedUpLog.Options);
        checkup.Run(Cancel);
        return checkup;
    }
}
