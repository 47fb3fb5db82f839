using System.Security.Cryptography;
using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Digests;

public sealed class DigestFileTests : IDisposable
{
    private const int First = 501;

    private static readonly IDisk Disk = NativeDisk.ForThisSystem();
    private static readonly Digest Before = Digest.From(SHA256.HashData("before"u8));

    private readonly TempDirectory directory = new();

    public DigestFileTests() => Directory.CreateDirectory(Paths.Segments);

    private LogPaths Paths => new(directory.File("log"));

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Blocks_are_read_as_they_were_written_and_gone_on_from()
    {
        var blocks = new[] { Marks(1), Marks(1_024), Marks(DigestBlock.MostEvents), Marks(2) };
        using (var made = DigestFile.Create(Disk, Paths, FrameMaker.LogId, First, Before))
        {
            Array.ForEach(blocks[..3], marks => made.Append(marks, DigestOf(marks)));
        }

        using (var again = Open())
        {
            while (again.TryNext(out _))
            {
            }

            again.Append(blocks[3], DigestOf(blocks[3]));
        }

        using var file = Open();
        Assert.Equal((First, First - 1, Before, Before), (file.FirstPosition, file.LastPosition, file.Before, file.Digest));
        foreach (var marks in blocks)
        {
            Assert.True(file.TryNext(out var found));
            Assert.Equal(marks, found.ToArray());
            Assert.Equal(DigestOf(marks), file.Digest);
        }

        Assert.False(file.TryNext(out _));
        Assert.False(file.HasTail);
        Assert.Equal(First - 1 + blocks.Sum(static marks => marks.Length / 4), file.LastPosition);
    }

    [Fact]
    public void Any_cut_leaves_the_blocks_before_it_and_the_rest_can_be_cut_off()
    {
        using (var made = DigestFile.Create(Disk, Paths, FrameMaker.LogId, First, Before))
        {
            made.Append(Marks(3), DigestOf(Marks(3)));
            made.Append(Marks(2), DigestOf(Marks(2)));
        }

        var whole = File.ReadAllBytes(Paths.Digests(First));
        var firstEnd = DigestFile.HeaderBytes + DigestBlock.SizeOf(3);
        for (var length = DigestFile.HeaderBytes; length < whole.Length; length++)
        {
            File.WriteAllBytes(Paths.Digests(First), whole[..length]);
            using var file = Open();
            while (file.TryNext(out _))
            {
            }

            Assert.Equal(length < firstEnd ? First - 1 : First + 2, file.LastPosition);
            file.CutTail();
            Assert.Equal(length < firstEnd ? DigestFile.HeaderBytes : firstEnd, new FileInfo(Paths.Digests(First)).Length);
        }
    }

    [Fact]
    public void A_header_of_another_kind_is_told()
    {
        DigestFile.Create(Disk, Paths, FrameMaker.LogId, First, Before).Dispose();
        var whole = File.ReadAllBytes(Paths.Digests(First));
        for (var bit = 0; bit < DigestFile.HeaderBytes * 8; bit++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(Paths.Digests(First), flipped);
            Assert.Equal((LogFault.Damaged, LogPaths.DigestsName(First)), Refusal(First, FrameMaker.LogId));
        }

        File.WriteAllBytes(Paths.Digests(First), whole);
        Assert.Equal((LogFault.Damaged, LogPaths.DigestsName(First)), Refusal(First, Guid.NewGuid()));
        File.Move(Paths.Digests(First), Paths.Digests(9));
        Assert.Equal((LogFault.Damaged, LogPaths.DigestsName(9)), Refusal(9, FrameMaker.LogId));
        Assert.Null(DigestFile.Open(Disk, Paths, FrameMaker.LogId, First, DiskAccess.Read));
    }

    private (LogFault, string?) Refusal(long first, Guid logId)
    {
        var refused = Assert.Throws<LogException>(() => DigestFile.Open(Disk, Paths, logId, first, DiskAccess.Read));
        return (refused.Fault, refused.File);
    }

    private DigestFile Open() => DigestFile.Open(Disk, Paths, FrameMaker.LogId, First, DiskAccess.ReadWrite)!;

    private static byte[] Marks(int events)
    {
        var marks = new byte[events * DigestBlock.MarkBytes];
        new Random(events).NextBytes(marks);
        return marks;
    }

    private static Digest DigestOf(byte[] marks) => Digest.From(SHA256.HashData(marks));
}
