using Daybook.Log.Disk;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Writing;

/// <summary>Whatever the mode, a file holds what was appended, and behind it nothing but zeros.</summary>
public sealed class CommitFileTests : IDisposable
{
    private const int SegmentBytes = 8 * 1024 * 1024;

    private readonly TempDirectory directory = new();
    private readonly IDisk disk = NativeDisk.ForThisSystem();

    public static TheoryData<string> Modes => [.. Enum.GetNames<FlushMode>()];

    public void Dispose() => directory.Dispose();

    [Theory, MemberData(nameof(Modes))]
    public void Appends_of_any_size_stand_one_behind_the_other(string name)
    {
        var mode = Enum.Parse<FlushMode>(name);
        var random = new Random(3);
        var path = Made(firstBytes: 5_000);
        var expected = File.ReadAllBytes(path).ToList();
        using (var file = Open(path, mode, expected.Count))
        {
            for (var number = 0; number < 200; number++)
            {
                var bytes = new byte[number % 50 == 49 ? random.Next(3_000_000) : random.Next(1, 9_000)];
                random.NextBytes(bytes);
                file.Append(bytes);
                expected.AddRange(bytes);
                Assert.Equal(expected.Count, file.End);
            }

            Assert.Equal(mode, file.Mode);
            var content = File.ReadAllBytes(path);
            Assert.True(content.AsSpan(0, expected.Count).SequenceEqual(expected.ToArray()));
            Assert.False(content.AsSpan(expected.Count).ContainsAnyExcept((byte)0));
            file.Seal();
        }

        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Theory, MemberData(nameof(Modes))]
    public void Room_is_made_only_as_far_as_the_segment_goes(string name)
    {
        var mode = Enum.Parse<FlushMode>(name);
        var path = Made(firstBytes: 4096);
        using var file = new CommitFile(new LogOptions { FlushMode = mode, SegmentSizeBytes = 16 * 1024 }, path, 4096, 4096);

        file.Append(new byte[] { 1 });
        var early = new FileInfo(path).Length;
        file.Append(new byte[20_000]);

        Assert.Equal(mode == FlushMode.Growing ? 4097 : 16 * 1024, early);
        Assert.True(new FileInfo(path).Length >= file.End);
    }

    [Fact]
    public void A_volume_that_is_nearly_full_gets_no_room()
    {
        var metered = new MeteredDisk { Free = CommitFile.MostRoomBytes };
        var path = Made(firstBytes: 4096);
        using var file = new CommitFile(new LogOptions { Disk = metered }, path, 4096, 4096);

        file.Append(new byte[100]);

        Assert.Equal(4196, new FileInfo(path).Length);
    }

    [Fact]
    public void Room_that_the_volume_has_only_a_part_of_is_given_back()
    {
        var path = Made(firstBytes: 5_000);
        var metered = new MeteredDisk { FillsUpIn = 3_000 };
        using var file = new CommitFile(new LogOptions { Disk = metered, FlushMode = FlushMode.Prepared }, path, 5_000, 5_000);

        file.Append(new byte[100]);
        file.Seal();

        Assert.Equal(5_100, new FileInfo(path).Length);
    }

    [Fact]
    public void A_volume_without_direct_writes_gets_flushes()
    {
        var metered = new MeteredDisk { HasDirect = false };
        using var file = new CommitFile(new LogOptions { Disk = metered }, Made(firstBytes: 4096), 4096, 4096);

        Assert.Equal(FlushMode.Prepared, file.Mode);
    }

    [Fact]
    public void A_volume_that_refuses_the_first_direct_write_gets_flushes()
    {
        var path = Made(firstBytes: 5_000);
        var before = File.ReadAllBytes(path);
        using var file = new CommitFile(new LogOptions { Disk = new MeteredDisk { RefusesDirectWrites = true } }, path, before.Length, before.Length);

        file.Append("kept"u8);
        file.Append(" too"u8);
        file.Seal();

        Assert.Equal(FlushMode.Prepared, file.Mode);
        Assert.Equal([.. before, .. "kept too"u8], File.ReadAllBytes(path));
    }

    private static CommitFile Open(string path, FlushMode mode, long end) =>
        new(new LogOptions { FlushMode = mode, SegmentSizeBytes = SegmentBytes }, path, end, end);

    private string Made(int firstBytes)
    {
        var path = directory.File("segment");
        using var file = disk.Create(path);
        var bytes = new byte[firstBytes];
        new Random(1).NextBytes(bytes);
        file.Write(bytes, 0);
        file.Flush();
        return path;
    }
}
