namespace Daybook.Torture;

/// <summary>A directory for one store that is gone after the test.</summary>
internal sealed class StoreDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("daybook-torture-").FullName;

    public string Store => Path.Combine(Root, "store");

    public static StoreDirectory CopyOf(StoreDirectory other)
    {
        var copy = new StoreDirectory();
        if (Directory.Exists(other.Store))
        {
            copy.CopyFrom(other.Store);
        }

        return copy;
    }

    /// <summary>Copies a store's files as they are at this moment, as a process that is killed now would leave them.</summary>
    public void CopyFrom(string store)
    {
        foreach (var file in Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Store, Path.GetRelativePath(store, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
