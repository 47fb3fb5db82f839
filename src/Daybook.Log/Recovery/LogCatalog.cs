using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Recovery;

/// <summary>The segments of a log, by their names.</summary>
internal static class LogCatalog
{
    /// <summary>First positions of all segments, ascending; empty when there is no directory of segments.</summary>
    public static List<long> Segments(IDisk disk, LogPaths paths)
    {
        var segments = new List<long>();
        if (!disk.DirectoryExists(paths.Segments))
        {
            return segments;
        }

        foreach (var name in disk.List(paths.Segments))
        {
            if (SegmentHeader.TryParseFileName(name, out var firstPosition))
            {
                segments.Add(firstPosition);
            }
        }

        return segments;
    }

    /// <summary>Opens a segment and checks its header.</summary>
    /// <exception cref="LogException">The header is damaged, of another log, or of another format.</exception>
    public static (IDiskFile File, SegmentHeader Header) Open(IDisk disk, LogPaths paths, long firstPosition, Guid logId, DiskAccess access)
    {
        var file = disk.Open(paths.Segment(firstPosition), access);
        try
        {
            return (file, ReadHeader(file, firstPosition, logId));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SegmentHeader ReadHeader(IDiskFile file, long firstPosition, Guid logId)
    {
        const string Restore = "Restore the file from a backup of this store.";
        var name = LogPaths.SegmentName(firstPosition);
        var bytes = new byte[SegmentHeader.Size];
        var read = file.Read(bytes, 0);
        if (!SegmentHeader.TryParse(bytes.AsSpan(0, read), out var header, out var version))
        {
            throw LogException.Damaged(name, 0, "the checksum of the segment's header does not match", Restore);
        }

        if (version != LogFormat.Version)
        {
            throw LogFormat.UnknownVersion(name, version);
        }

        if (header.LogId != logId || header.FirstPosition != firstPosition)
        {
            throw LogException.Damaged(name, 0, "the segment's header is of another store or another segment", Restore);
        }

        return header;
    }
}
