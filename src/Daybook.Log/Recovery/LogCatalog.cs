using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Packing;

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
            // While a segment is packed there are both for a moment; names come in their order.
            if (LogPaths.TryParseSegment(name, out var firstPosition) && (segments.Count == 0 || segments[^1] != firstPosition))
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
        var file = OpenBytes(disk, paths, firstPosition, logId, access);
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

    /// <summary>
    /// Opens a segment without looking into it. Packed is asked for second: a segment goes only once its packed one is there.
    /// </summary>
    /// <exception cref="LogException">It is packed, and damaged.</exception>
    /// <exception cref="DiskException">There is neither.</exception>
    public static IDiskFile OpenBytes(IDisk disk, LogPaths paths, long firstPosition, Guid logId, DiskAccess access)
    {
        try
        {
            return disk.Open(paths.Segment(firstPosition), access);
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.NotFound && access == DiskAccess.Read && disk.FileExists(paths.Packed(firstPosition)))
        {
            return PackedSegment.Open(disk, paths.Packed(firstPosition), logId, firstPosition);
        }
    }

    /// <summary>Whether a segment is there, packed or not.</summary>
    public static bool Has(IDisk disk, LogPaths paths, long firstPosition) =>
        disk.FileExists(paths.Segment(firstPosition)) || disk.FileExists(paths.Packed(firstPosition));

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
