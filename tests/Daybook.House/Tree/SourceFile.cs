namespace Daybook.House.Tree;

/// <summary>A file of the repository, or one that a test made up.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Text">The content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<string> code = new(() => CodeText.Strip(Text));

    /// <summary>The content without comments and literals, line by line as it was.</summary>
    public string Code => code.Value;

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The place of a character, as people write it.</summary>
    public string At(int index) => $"{Path}:{Text.AsSpan(0, index).Count('\n') + 1}";
}
