using System.Globalization;
using System.Runtime.InteropServices;
using Daybook.Log.Disk;
using Microsoft.Win32.SafeHandles;

namespace Daybook.Log.Tests.Disk;

/// <summary>The file layer on the file system that is really there.</summary>
public sealed class NativeDiskTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly IDisk disk = NativeDisk.ForThisSystem();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void What_was_written_at_a_place_is_read_there()
    {
        using var file = disk.Create(directory.File("a"));
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        file.Write(bytes, 5_000);
        file.Write([7], 0);
        file.Flush();

        var read = new byte[200_000];

        Assert.Equal(105_000, file.Length);
        Assert.Equal(100_000, file.Read(read, 5_000));
        Assert.Equal(bytes, read[..100_000]);
        Assert.Equal(1, file.Read(read, 104_999));
        Assert.Equal(0, file.Read(read, 105_000));
        Assert.Equal(0, file.Read(read, 1_000_000));
        Assert.Equal((2, (byte)7, (byte)0), (file.Read(read.AsSpan(0, 2), 0), read[0], read[1]));
    }

    [Fact]
    public void A_file_can_be_cut_and_goes_on_there()
    {
        using var file = disk.Create(directory.File("a"));
        file.Write([1, 2, 3, 4], 0);

        file.TruncateDurably(2);
        file.Write([9], 2);

        Assert.Equal([1, 2, 9], File.ReadAllBytes(directory.File("a")));
    }

    [Fact]
    public void A_closed_file_is_never_another_file()
    {
        var file = disk.Create(directory.File("first"));
        file.Dispose();
        using var second = disk.Create(directory.File("second"));
        second.Write("secret"u8, 0);

        Assert.Throws<ObjectDisposedException>(() => file.Read(new byte[6], 0));
    }

    [Fact]
    public void Creating_again_empties_a_file()
    {
        disk.Create(directory.File("a")).Dispose();
        File.WriteAllText(directory.File("a"), "text");

        using var file = disk.Create(directory.File("a"));

        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void A_file_opened_for_reading_takes_no_writes()
    {
        File.WriteAllText(directory.File("a"), "text");
        using var file = disk.Open(directory.File("a"), DiskAccess.Read);

        Assert.Throws<DiskException>(() => file.Write([1], 0));

        Assert.Equal("text", File.ReadAllText(directory.File("a")));
    }

    [Fact]
    public void What_is_not_there_says_so()
    {
        Assert.Equal(DiskFault.NotFound, Assert.Throws<DiskException>(() => disk.Open(directory.File("a"), DiskAccess.Read)).Fault);
        Assert.Equal(DiskFault.NotFound, Assert.Throws<DiskException>(() => disk.Open(directory.File("a"), DiskAccess.ReadWrite)).Fault);
        Assert.Equal(DiskFault.NotFound, Assert.Throws<DiskException>(() => disk.List(directory.File("none"))).Fault);
        Assert.Equal("", disk.ReadText(directory.File("a")));
        Assert.False(disk.FileExists(directory.File("a")));
        Assert.False(disk.DirectoryExists(directory.File("a")));
    }

    [Fact]
    public void Names_change_and_go_at_once()
    {
        File.WriteAllText(directory.File("b"), "old");
        File.WriteAllText(directory.File("b.new"), "new");
        disk.CreateDirectory(directory.File("A/deep"));

        disk.Rename(directory.File("b.new"), directory.File("b"));
        disk.SyncDirectory(directory.Path);

        Assert.Equal(["A", "b"], disk.List(directory.Path));
        Assert.Equal("new", disk.ReadText(directory.File("b")));
        disk.Delete(directory.File("b"));
        disk.CreateDirectory(directory.File("A/deep"));
        Assert.Equal(["A"], disk.List(directory.Path));
        Assert.True(disk.DirectoryExists(directory.File("A/deep")));
    }

    [Fact]
    public void A_directory_that_is_not_there_cannot_be_made_durable()
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS makes names durable by itself; there the call has nothing to do.
            disk.SyncDirectory(directory.Path);
            return;
        }

        Assert.Throws<DiskException>(() => disk.SyncDirectory(directory.File("none")));
    }

    [Fact]
    public void A_lock_is_held_by_one_and_tells_whose_it_is()
    {
        var path = directory.File("LOCK");
        var first = disk.TryLock(path, "4711\n");

        Assert.NotNull(first);
        Assert.Null(disk.TryLock(path, "4712\n"));
        Assert.Equal("4711\n", disk.ReadText(path));

        first.Dispose();
        Assert.Equal("", disk.ReadText(path));
        using var second = disk.TryLock(path, "4712\n");
        Assert.NotNull(second);
    }

    [Fact]
    public void A_small_file_is_made_whole_under_its_name()
    {
        disk.CreateWhole(directory.File("head"), ".new", [1, 2, 3]);
        disk.CreateWhole(directory.File("head"), ".new", [4]);

        Assert.Equal(["head"], disk.List(directory.Path));
        Assert.Equal([4], disk.ReadUpTo(directory.File("head"), 10));
        Assert.Null(disk.ReadUpTo(directory.File("none"), 10));
    }

    [Fact]
    public void The_volume_has_room() => Assert.True(disk.FreeBytes(directory.Path) > 0);

    /// <summary>As a process has it that is made just then: the same open file, until its own program runs.</summary>
    [Fact]
    public void A_lock_is_free_when_it_was_let_go_although_a_child_still_has_the_file_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It looks for the open file in /proc.");
        var path = directory.File("LOCK");
        var held = disk.TryLock(path, "1");
        var link = Directory.GetFiles("/proc/self/fd").Single(one => File.ResolveLinkTarget(one, returnFinalTarget: false)?.FullName == path);
        var library = NativeLibrary.Load("libc.so.6");
        var copy = Marshal.GetDelegateForFunctionPointer<Duplicate>(NativeLibrary.GetExport(library, "dup"))(
            int.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture));
        Assert.True(copy > 0);

        held!.Dispose();
        using var next = disk.TryLock(path, "2");

        using var closing = new SafeFileHandle(copy, ownsHandle: true);
        Assert.NotNull(next);
    }

    private delegate int Duplicate(int handle);
}
