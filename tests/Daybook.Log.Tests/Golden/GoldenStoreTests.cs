using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Golden;

/// <summary>
/// A store that an earlier build wrote is read, verified and written on; and this build writes the same bytes. How the golden
/// store is written anew is told in docs/format/segment.md.
/// </summary>
public sealed class GoldenStoreTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public GoldenStoreTests() => GoldenFiles.CopyTo(Paths.Root);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LogPaths Paths => new(directory.File("copy"));

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(FlushMode.Growing)]
    [InlineData(FlushMode.Prepared)]
    [InlineData(FlushMode.Direct)]
    internal void Making_it_again_gives_the_same_bytes(FlushMode flushMode)
    {
        var golden = GoldenFiles.Files;
        GoldenStore.Make(directory.File("again"), flushMode);

        var made = GoldenFiles.FilesOf(directory.File("again"));

        AssertSame([.. golden.Keys], [.. made.Keys], "files");
        foreach (var (name, bytes) in golden)
        {
            var at = bytes.AsSpan().CommonPrefixLength(made[name]);
            Assert.True(at == bytes.Length && at == made[name].Length, $"{name} is written with other bytes from byte {at} on. {GoldenFiles.Advice}");
        }
    }

    [Fact]
    public void It_has_several_segments_and_index_files_and_is_small()
    {
        var files = GoldenFiles.Files;

        Assert.InRange(files.Keys.Count(static name => name.EndsWith(".seg", StringComparison.Ordinal)), 4, 8);
        Assert.InRange(files.Keys.Count(static name => name.EndsWith(".idx", StringComparison.Ordinal)), 3, 20);
        Assert.InRange(files.Values.Sum(static bytes => bytes.Length), 1, 200 * 1024);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reader_finds_what_the_lines_say(bool backwards)
    {
        using var follower = LogFollower.Open(Paths, new LogOptions(), Cancel);

        AssertLines(follower.View, backwards);
    }

    [Fact]
    public void A_writer_finds_what_the_lines_say_with_and_without_index_files()
    {
        using (var core = LogCore.Open(Paths.Root, new LogOptions(), Cancel))
        {
            Assert.True(core.Report.WasClean);
            Assert.Empty(core.Report.Findings);
            AssertLines(core.View, backwards: false);
        }

        Directory.Delete(Paths.Index, recursive: true);
        using var rebuilt = LogCore.Open(Paths.Root, new LogOptions(), Cancel);

        AssertLines(rebuilt.View, backwards: true);
    }

    [Fact]
    public void What_is_read_is_what_was_appended()
    {
        using var follower = LogFollower.Open(Paths, new LogOptions(), Cancel);

        var read = GoldenLines.All(follower.View, backwards: false);

        Assert.Equal(Appended.Length, read.Count);
        foreach (var ((stream, item), found) in Appended.Zip(read))
        {
            Assert.Equal((stream, item.Name, item.Id, item.OccurredAt ?? found.RecordedAt), (found.Stream, found.Name, found.Id, found.OccurredAt));
            Assert.Equal(item.Tags, found.Tags);
            Assert.Equal(item.Metadata.ToArray(), found.Metadata.ToArray());
            Assert.Equal(item.Data.ToArray(), found.Data.ToArray());
        }
    }

    [Fact]
    public void It_verifies() => AssertVerifies(Appended.Length);

    [Fact]
    public async Task It_is_written_on()
    {
        var writer = LogWriter.Open(Paths.Root, new LogOptions(), Cancel);

        var repeated = await writer.AppendAsync(GoldenAppends.All[^1], [], Cancel);
        var appended = await writer.AppendAsync([Items.Part("order-1", Expected.StreamExists, Items.One(99_999))], [], Cancel);
        await writer.CloseAsync();

        Assert.True(Assert.IsType<LogOutcome.Appended>(repeated).WasRepeat);
        Assert.Equal([Appended.Length + 1L], Assert.IsType<LogOutcome.Appended>(appended).Positions);
        AssertVerifies(Appended.Length + 1);
        using var follower = LogFollower.Open(Paths, new LogOptions(), Cancel);
        AssertSame(GoldenFiles.Lines[..Appended.Length], [.. GoldenLines.Of(follower.View, backwards: false).Take(Appended.Length)], "lines");
    }

    private static (string Stream, NewItem Item)[] Appended { get; } =
        [.. from append in GoldenAppends.All from part in append from item in part.Items select (part.Stream, item)];

    private static void AssertLines(LogView view, bool backwards) => AssertSame(GoldenFiles.Lines, [.. GoldenLines.Of(view, backwards)], "lines");

    private static void AssertSame(string[] expected, string[] actual, string what)
    {
        var at = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(
            at == expected.Length && at == actual.Length,
            $"The {what} differ from number {at + 1} on: '{expected.ElementAtOrDefault(at)}' is expected, '{actual.ElementAtOrDefault(at)}' is there. {GoldenFiles.Advice}");
    }

    private void AssertVerifies(long last)
    {
        var verifier = new LogVerifier(Paths, NativeDisk.ForThisSystem());
        verifier.Run(static _ => { }, Cancel);
        Assert.Empty(verifier.Findings);
        Assert.Equal(last, verifier.LastPosition);
    }
}
