using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Index;

/// <summary>
/// What the index consists of at one moment: files, then parts in memory, each beginning where the one before ends. It does
/// not change; who holds it may go on using it while others take its place, and lets go of it by disposing. Its files stay
/// open as long as any layers that name them are held.
/// </summary>
internal sealed class IndexLayers : IDisposable
{
    private int holders = 1;

    /// <param name="files">Files in order of position; may reach further than where the parts begin, and then only what is before counts.</param>
    /// <param name="parts">Parts in order of position, at least one; the last is added to.</param>
    public IndexLayers(IndexFile[] files, MemoryPart[] parts)
    {
        Invariant.Holds(parts.Length > 0);
        Files = files;
        Parts = parts;
        Array.ForEach(files, static file => file.Hold());
    }

    public IndexFile[] Files { get; }

    public MemoryPart[] Parts { get; }

    /// <summary>The last position for which the files speak; 0 when there is none.</summary>
    public long FilesUpTo => Parts[0].FirstPosition - 1;

    /// <summary>False when nobody holds it any more, and it must not be used.</summary>
    public bool TryHold()
    {
        for (var seen = Volatile.Read(ref holders); seen > 0;)
        {
            var found = Interlocked.CompareExchange(ref holders, seen + 1, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            Array.ForEach(Files, static file => file.Dispose());
        }
    }
}
