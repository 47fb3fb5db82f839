using Daybook.Log.Disk;

namespace Daybook.Log.Tests;

public sealed class NativeDiskTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("daybook-disk-").FullName;
    private readonly IDisk disk = NativeDisk.ForThisSystem();

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Bytes_are_read_where_they_were_written()
    {
        var path = Path.Combine(directory, "file");
        using (var file = disk.Create(path))
        {
            file.Write("hello"u8, 0);
            file.Write("there"u8, 8192);
            file.Flush();
            Assert.Equal(8197, file.Length);
            file.TruncateDurably(8194);
        }

        using var again = disk.Open(path, DiskAccess.Read);
        var bytes = new byte[10];
        Assert.Equal(2, again.Read(bytes, 8192));
        Assert.Equal("th"u8.ToArray(), bytes[..2]);
        Assert.Equal(0, again.Read(bytes, 9000));
        Assert.Throws<DiskException>(() => again.Write("x"u8, 0));
    }

    [Fact]
    public void A_lock_excludes_and_tells_its_owner_and_is_given_back()
    {
        var path = Path.Combine(directory, "LOCK");
        using (disk.TryLock(path, "123\n"))
        {
            Assert.Null(disk.TryLock(path, "456\n"));
            Assert.Equal("123\n", disk.ReadText(path));
        }

        using var next = disk.TryLock(path, "456\n");
        Assert.NotNull(next);
    }

    [Fact]
    public void Names_are_made_changed_listed_and_removed()
    {
        disk.CreateDirectory(Path.Combine(directory, "a", "b"));
        disk.CreateWhole(Path.Combine(directory, "whole"), ".new", "x"u8);
        disk.SyncDirectory(directory);

        Assert.Equal(["a", "whole"], disk.List(directory));
        disk.Delete(Path.Combine(directory, "whole"));
        Assert.False(disk.FileExists(Path.Combine(directory, "whole")));
        Assert.True(disk.FreeBytes(directory) > 0);
        Assert.Equal(DiskFault.NotFound, Assert.Throws<DiskException>(() => disk.Open(Path.Combine(directory, "none"), DiskAccess.Read)).Fault);
    }

    [Fact]
    public void A_closed_file_is_never_another_file()
    {
        var file = disk.Create(Path.Combine(directory, "first"));
        file.Dispose();
        using var second = disk.Create(Path.Combine(directory, "second"));
        second.Write("secret"u8, 0);

        Assert.Throws<ObjectDisposedException>(() => file.Read(new byte[6], 0));
    }
}
