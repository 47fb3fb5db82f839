using System.Diagnostics;
using Daybook.Load.Engines;

namespace Daybook.Load.Phases;

/// <summary>What a store's files say of it from outside.</summary>
internal static class StoreFiles
{
    public static long Bytes(string directory) =>
        new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    /// <summary>The best of three openings; the files are in memory.</summary>
    public static async Task<double> OpenMillisecondsAsync(EngineKind kind, string directory)
    {
        var best = double.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            best = Math.Min(best, await OpenOnceMillisecondsAsync(kind, directory));
        }

        return best;
    }

    public static async Task<double> OpenOnceMillisecondsAsync(EngineKind kind, string directory)
    {
        var start = Stopwatch.GetTimestamp();
        var engine = await kind.Open(directory);
        var elapsed = Stopwatch.GetElapsedTime(start);
        await engine.DisposeAsync();
        return elapsed.TotalMilliseconds;
    }
}
