namespace Daybook.Tests;

/// <summary>A directory of one test, gone with it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("daybook-").FullName;

    /// <summary>A place in it where nothing is yet.</summary>
    public string Store => System.IO.Path.Combine(Path, "store");

    /// <summary>The bytes of every file below a directory, by relative name; the lock's text is left out.</summary>
    public static SortedDictionary<string, string> BytesOf(string directory)
    {
        var bytes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            if (System.IO.Path.GetFileName(file) != "LOCK")
            {
                bytes.Add(System.IO.Path.GetRelativePath(directory, file), Convert.ToHexString(File.ReadAllBytes(file)));
            }
        }

        return bytes;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
