using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Reading;

/// <summary>
/// Open handles of segments for reading, at most <see cref="MaxOpen"/>; the one used longest ago is closed for another. A read
/// that loses its handle that way takes it again. Thread-safe.
/// </summary>
internal sealed class SegmentFiles(IDisk disk, LogPaths paths) : IDisposable
{
    private const int MaxOpen = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<long, (IDiskFile File, long Used)> open = [];
    private long uses;
    private bool isClosed;

    /// <summary>Reads from a segment until the buffer is full or the file ends; returns the bytes read.</summary>
    public int Read(long segment, Span<byte> buffer, long offset)
    {
        while (true)
        {
            try
            {
                return Of(segment).Read(buffer, offset);
            }
            catch (ObjectDisposedException) when (!Volatile.Read(ref isClosed))
            {
                // Closed between the two calls, for another segment.
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            foreach (var (file, _) in open.Values)
            {
                file.Dispose();
            }

            open.Clear();
        }
    }

    private IDiskFile Of(long segment)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (!open.TryGetValue(segment, out var entry))
            {
                MakeRoom();
                entry = (disk.Open(paths.Segment(segment), DiskAccess.Read), 0);
            }

            open[segment] = (entry.File, ++uses);
            return entry.File;
        }
    }

    private void MakeRoom()
    {
        if (open.Count < MaxOpen)
        {
            return;
        }

        // Now and not by a finalizer: a process may have few handles, and whoever only reads collects little garbage.
        var longestAgo = open.MinBy(static entry => entry.Value.Used);
        longestAgo.Value.File.Dispose();
        open.Remove(longestAgo.Key);
    }
}
