namespace Daybook.Import.Tests.Files;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("daybook-import-").FullName;

    public string Store => Path.Combine(root, "store");

    public string this[string name] => Path.Combine(root, name);

    /// <summary>Copies the store's files as they are at this moment, as a process that is killed now would leave them.</summary>
    public string CopyOfStore(string name)
    {
        var copy = this[name];
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Store, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileName(file) != "LOCK")
            {
                File.Copy(file, target);
            }
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
