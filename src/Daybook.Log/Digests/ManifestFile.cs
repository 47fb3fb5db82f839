using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Digests;

/// <summary>
/// The file <c>manifest</c>: an entry for each sealed segment, in order, added when its digests are durable (docs/format/manifest.md).
/// With it a segment that is gone is missed at opening, and the digest of all before the last segment is at hand.
/// </summary>
internal static class ManifestFile
{
    private const string Restore = "Restore the file from a backup of this store.";

    /// <summary>All entries, and where they end; bytes behind that are an entry that was being written. Empty when there is no file.</summary>
    /// <exception cref="LogException">An entry that others follow is damaged, or they do not go on from each other.</exception>
    public static (List<ManifestEntry> Entries, long End) Read(IDisk disk, LogPaths paths, Guid logId)
    {
        var entries = new List<ManifestEntry>();
        if (!disk.FileExists(paths.Manifest))
        {
            return (entries, 0);
        }

        using var file = disk.Open(paths.Manifest, DiskAccess.Read);
        var bytes = new byte[file.Length];
        var read = file.Read(bytes, 0);
        var seed = FrameHeader.SeedOf(logId);
        var end = 0;
        for (; end + ManifestEntry.Size <= read && ManifestEntry.TryParse(bytes.AsSpan(end), seed, out var entry); end += ManifestEntry.Size)
        {
            if (entry.Segment.FirstPosition != (entries.Count == 0 ? 1 : entries[^1].Segment.LastPosition + 1)
                || entry.Segment.LastPosition < entry.Segment.FirstPosition)
            {
                throw LogException.Damaged(LogFormat.ManifestName, end, $"the segment {entry.Segment.FirstPosition} to {entry.Segment.LastPosition} does not follow the one before", Restore);
            }

            entries.Add(entry);
        }

        return read - end < ManifestEntry.Size || end + ManifestEntry.Size == read
            ? (entries, end)
            : throw LogException.Damaged(LogFormat.ManifestName, end, "the checksum of an entry does not match, and others follow", Restore);
    }
}
