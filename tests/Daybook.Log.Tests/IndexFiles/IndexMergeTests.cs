using CsCheck;
using Daybook.Log.Disk;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>Files that follow each other become one, as if it had been written at once.</summary>
public sealed class IndexMergeTests
{
    private static readonly IDisk Disk = NativeDisk.ForThisSystem();

    [Fact]
    public void A_merged_file_has_the_bytes_of_one_that_was_written_at_once() =>
        Gen.Select(Gen.Int, Gen.Int[2, 1_500], Gen.Int[1, 200], Gen.Int[0, 1_500].Array[0, 7]).Sample(static (seed, frames, streams, cuts) =>
        {
            using var directory = new TempDirectory();
            var log = TestLog.Random(seed, frames, streams);
            var files = Write(log, directory, [.. cuts.Where(cut => cut > 0 && cut < frames)]);

            var merged = IndexMerge.Run(Disk, directory.Path, files, CancellationToken.None);

            Assert.Equal(log.Content().Id, merged);
            Assert.Equal(log.Content().ToBytes(), File.ReadAllBytes(directory.File(merged.FileName)));
        }, iter: 25);

    [Fact]
    public void Merging_merged_files_changes_nothing()
    {
        using var directory = new TempDirectory();
        var log = TestLog.Random(1, 900, 60);
        var files = Write(log, directory, [100, 300, 301, 700]);

        var left = IndexMerge.Run(Disk, directory.Path, files[..2], CancellationToken.None);
        var right = IndexMerge.Run(Disk, directory.Path, files[2..], CancellationToken.None);
        var merged = IndexMerge.Run(Disk, directory.Path, [left, right], CancellationToken.None);

        Assert.Equal(log.Content().ToBytes(), File.ReadAllBytes(directory.File(merged.FileName)));
    }

    [Fact]
    public void A_cancelled_merge_leaves_no_half_file()
    {
        using var directory = new TempDirectory();
        var files = Write(TestLog.Random(2, 500, 60), directory, [250]);
        var before = Directory.GetFiles(directory.Path);

        Assert.Throws<OperationCanceledException>(() => IndexMerge.Run(Disk, directory.Path, files, new CancellationToken(canceled: true)));

        Assert.Equal(before.Order(), Directory.GetFiles(directory.Path).Order());
    }

    [Fact]
    public void Writing_that_is_cancelled_in_the_middle_leaves_no_half_file()
    {
        using var directory = new TempDirectory();
        using var cancellation = new CancellationTokenSource();
        var content = TestLog.Random(3, 500, 60).Content();
        var reads = 0;
        var source = new ContentSource(content)
        {
            OnRead = () =>
            {
                if (++reads == 50)
                {
                    Assert.Equal([content.Id.FileName + ".new"], Directory.GetFiles(directory.Path).Select(Path.GetFileName));
                    cancellation.Cancel();
                }
            },
        };

        Assert.Throws<OperationCanceledException>(() => IndexFileWriter.Write(Disk, directory.Path, content.Id, source, cancellation.Token));

        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void A_damaged_file_stops_the_merge_and_is_named()
    {
        using var directory = new TempDirectory();
        var files = Write(TestLog.Random(4, 500, 60), directory, [250]);
        var bytes = File.ReadAllBytes(directory.File(files[1].FileName));
        bytes[IndexHeader.Size + 100] ^= 1;
        File.WriteAllBytes(directory.File(files[1].FileName), bytes);

        var damage = Assert.Throws<LogException>(() => IndexMerge.Run(Disk, directory.Path, files, CancellationToken.None));

        Assert.Equal((LogFault.Damaged, files[1].Name), (damage.Fault, damage.File));
        Assert.Equal(2, Directory.GetFiles(directory.Path).Length);
    }

    [Fact]
    public void Files_that_do_not_follow_each_other_break_an_invariant()
    {
        using var directory = new TempDirectory();
        var files = Write(TestLog.Random(5, 30, 5), directory, [10, 20]);

        Assert.Throws<LogException>(() => IndexMerge.Run(Disk, directory.Path, [files[0], files[2]], CancellationToken.None));
    }

    private static IndexFileId[] Write(TestLog log, TempDirectory directory, int[] cuts)
    {
        int[] ends = [0, .. cuts.Distinct().Order(), log.Frames.Count];
        var contents = ends.Zip(ends.Skip(1), log.Content).ToList();
        contents.ForEach(content => content.Write(directory.Path));
        return [.. contents.Select(static content => content.Id)];
    }
}
