using System.Diagnostics;
using Daybook.Load.Engines;
using Daybook.Log.Format;

namespace Daybook.Load.Phases;

/// <summary>What a store's files say of it from outside.</summary>
internal static class StoreFiles
{
    public static long Bytes(string directory) =>
        new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    /// <summary>The best of three openings; the files are in memory.</summary>
    public static async Task<double> OpenMillisecondsAsync(EngineKind kind, string directory)
    {
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var start = Stopwatch.GetTimestamp();
            var engine = await kind.Open(directory);
            var elapsed = Stopwatch.GetElapsedTime(start);
            await engine.DisposeAsync();
            best = elapsed < best ? elapsed : best;
        }

        return best.TotalMilliseconds;
    }

    /// <summary>
    /// Copies our store as it lies there: while it is open and quiet, that is what a kill leaves. The lock file is left out,
    /// for its lock keeps the runtime from reading it.
    /// </summary>
    public static void Copy(string from, string to)
    {
        var files = Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(static file => Path.GetFileName(file) != LogFormat.LockFile))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
