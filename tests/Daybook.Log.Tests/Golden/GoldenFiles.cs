using System.Text;
using Daybook.Log.Format;
using Daybook.Log.Reading;

namespace Daybook.Log.Tests.Golden;

/// <summary>The golden store and the lines beside it, as they are in the source tree. Tests open copies.</summary>
internal static class GoldenFiles
{
    public const string Advice =
        "A store of an earlier build is not read or not written as before. If that is meant, run the tests once with DAYBOOK_GOLDEN=write, look at what changed, and say it in docs/format and CHANGELOG.md (docs/format/segment.md, Golden store).";

    private static readonly string Room = Path.Combine(FindRoot(), "tests", "Daybook.Log.Tests", "Golden");

    private static readonly string Store = Path.Combine(Room, "store-1");

    private static readonly string LinesFile = Path.Combine(Room, "store-1.txt");

    static GoldenFiles()
    {
        if (Environment.GetEnvironmentVariable("DAYBOOK_GOLDEN") == "write")
        {
            WriteAnew();
        }
    }

    public static string[] Lines => File.ReadAllLines(LinesFile);

    /// <summary>The files of the golden store by name, from the store on.</summary>
    public static SortedDictionary<string, byte[]> Files => FilesOf(Store);

    public static SortedDictionary<string, byte[]> FilesOf(string store)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories))
        {
            files.Add(Path.GetRelativePath(store, path).Replace('\\', '/'), File.ReadAllBytes(path));
        }

        return files;
    }

    public static void CopyTo(string target)
    {
        foreach (var (name, bytes) in Files)
        {
            var path = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    private static void WriteAnew()
    {
        if (Directory.Exists(Store))
        {
            Directory.Delete(Store, recursive: true);
        }

        GoldenStore.Make(Store, FlushMode.Growing);
        using var follower = LogFollower.Open(new LogPaths(Store), new LogOptions(), CancellationToken.None);
        File.WriteAllText(LinesFile, string.Concat(GoldenLines.Of(follower.View, backwards: false).Select(static line => line + "\n")), new UTF8Encoding(false));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Daybook.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        return folder.FullName;
    }
}
