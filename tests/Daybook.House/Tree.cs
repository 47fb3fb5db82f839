namespace Daybook.House;

/// <summary>The checkout that the tests run in.</summary>
internal static class Tree
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Source files below a folder, by path relative to the root with forward slashes.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)));

    private static string Find(string from) =>
        File.Exists(Path.Combine(from, "Daybook.slnx")) ? from : Find(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
