using System.Diagnostics;

namespace Daybook.Torture.Volumes;

/// <summary>A real volume, mounted for one test and unmounted after it. Where that is not allowed the test is skipped, and says so.</summary>
internal sealed class Volume : IDisposable
{
    private readonly StoreDirectory directory = new();

    /// <summary>Where the volume is mounted.</summary>
    public string Root => Path.Combine(directory.Root, "volume");

    public string Store => Path.Combine(Root, "store");

    /// <summary>A volume in memory that holds so many KiB.</summary>
    public static Volume InMemory(int kibibytes)
    {
        var volume = Make();
        volume.MountOrSkip("-t", "tmpfs", "-o", $"size={kibibytes}k", "daybook-torture", volume.Root);
        return volume;
    }

    /// <summary>An ext4 file system in a file, with nothing kept back for root.</summary>
    public static Volume Ext4(int mebibytes)
    {
        var volume = Make();
        var image = Path.Combine(volume.directory.Root, "image");
        using (var file = File.Create(image))
        {
            file.SetLength(mebibytes * 1024L * 1024);
        }

        volume.RunOrSkip("mkfs.ext4", "-q", "-m", "0", image);
        volume.MountOrSkip("-o", "loop", image, volume.Root);
        return volume;
    }

    /// <summary>Mounts a directory over itself, so that nothing can be written by that path until it is unmounted.</summary>
    public static IDisposable ReadOnlyOver(string path)
    {
        if (Run("mount", ["--bind", path, path]) is { } reason)
        {
            Assert.Skip(reason);
        }

        var mount = new Mount(path);
        Assert.Null(Run("mount", ["-o", "remount,bind,ro", path]));
        return mount;
    }

    /// <summary>Makes the file system do what ext4 does after a fatal error: from now on nothing is written, by nobody.</summary>
    public void Abort() => Assert.Null(Run("mount", ["-o", "remount,abort", Root]));

    public void Remount() => Assert.Null(Run("umount", [Root]) ?? Run("mount", ["-o", "loop", Path.Combine(directory.Root, "image"), Root]));

    /// <summary>Writes a file until the volume has no room for another byte of it.</summary>
    public string Fill()
    {
        var path = Path.Combine(Root, "others");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var bytes = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(bytes);
            }
        }
        catch (IOException)
        {
            return path;
        }
    }

    public void Dispose()
    {
        Mount.Unmount(Root);
        directory.Dispose();
    }

    private static Volume Make()
    {
        var volume = new Volume();
        Directory.CreateDirectory(volume.Root);
        return volume;
    }

    private void MountOrSkip(params string[] arguments) => RunOrSkip("mount", arguments);

    private void RunOrSkip(string program, params string[] arguments)
    {
        if (Run(program, arguments) is { } reason)
        {
            Dispose();
            Assert.Skip($"Volumes cannot be made here: {reason}");
        }
    }

    /// <summary>Null when it went well; otherwise why not.</summary>
    private static string? Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)}: {said.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }

    private sealed class Mount(string path) : IDisposable
    {
        public void Dispose() => Unmount(path);

        // Lazily: whatever a failed test still has open must not keep the volume.
        public static void Unmount(string path) => Run("umount", ["-l", path]);
    }
}
