using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;

namespace Daybook.Log.Reading;

/// <summary>
/// Open handles of segments for reading, at most <see cref="MaxOpen"/>; the one used longest ago is closed for another. A read
/// that loses its handle that way takes it again. Thread-safe.
/// </summary>
internal sealed class SegmentFiles(IDisk disk, LogPaths paths, Guid logId) : IDisposable
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

    /// <summary>Says that bytes of a segment will be read soon.</summary>
    public void Hint(long segment, long offset, int length)
    {
        try
        {
            Of(segment).Hint(offset, length);
        }
        catch (ObjectDisposedException) when (!Volatile.Read(ref isClosed))
        {
            // Closed between the two calls, for another segment. Whoever reads it opens it again.
        }
    }

    /// <summary>Closes the handle of a segment that was packed, so that its room becomes free; the next read opens the packed one.</summary>
    public void Forget(long segment)
    {
        lock (gate)
        {
            if (open.Remove(segment, out var entry))
            {
                entry.File.Dispose();
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
            if (open.TryGetValue(segment, out var entry))
            {
                open[segment] = (entry.File, ++uses);
                return entry.File;
            }
        }

        return Keep(segment, Open(segment));
    }

    /// <summary>Opens a segment and makes sure that it is the one.</summary>
    private IDiskFile Open(long segment)
    {
        try
        {
            return LogCatalog.Open(disk, paths, segment, logId, DiskAccess.Read).File;
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.NotFound)
        {
            throw LogException.Damaged(LogPaths.SegmentName(segment), 0, "the file is missing", "Restore the file from a backup of this store.");
        }
    }

    private IDiskFile Keep(long segment, IDiskFile file)
    {
        lock (gate)
        {
            if (isClosed || open.ContainsKey(segment))
            {
                // Somebody else was faster.
                file.Dispose();
                ObjectDisposedException.ThrowIf(isClosed, this);
                return open[segment].File;
            }

            MakeRoom();
            open[segment] = (file, ++uses);
            return file;
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
