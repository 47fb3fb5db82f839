using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Reading;

/// <summary>
/// Open handles of segments for reading, at most <see cref="MaxOpen"/>; the one used longest ago is given up for another. A
/// read holds on to its handle, so a handle given up meanwhile is closed by its finalizer. Thread-safe.
/// </summary>
internal sealed class SegmentFiles(IDisk disk, LogPaths paths) : IDisposable
{
    private const int MaxOpen = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<long, (IDiskFile File, long Used)> open = [];
    private long uses;
    private bool isClosed;

    public IDiskFile Of(long segment)
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

    private void MakeRoom()
    {
        if (open.Count < MaxOpen)
        {
            return;
        }

        open.Remove(open.MinBy(static entry => entry.Value.Used).Key);
    }
}
