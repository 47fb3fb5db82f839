namespace Daybook.Tests;

/// <summary>A directory of a test's own, gone with it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("daybook-test-").FullName;

    public string Store => System.IO.Path.Combine(Path, "store");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
