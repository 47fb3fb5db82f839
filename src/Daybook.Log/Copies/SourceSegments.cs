using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Copies;

/// <summary>
/// The segments of a store that others write to, by the names of their files. A full segment may get another file meanwhile, of
/// another kind and with the same events; whoever then does not find the one looks again.
/// </summary>
internal sealed class SourceSegments(IDisk disk, LogPaths paths)
{
    private SortedDictionary<long, string> names = [];

    /// <summary>The first position of the segment behind one; null when there is none.</summary>
    public long? After(long firstPosition)
    {
        foreach (var next in names.Keys)
        {
            if (next > firstPosition)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The name of a segment's file as it was when last looked at; null when there was none.</summary>
    public string? NameOf(long firstPosition) => names.GetValueOrDefault(firstPosition);

    /// <summary>Looks at the names again.</summary>
    public void Look()
    {
        names = [];
        foreach (var name in disk.List(paths.Segments))
        {
            // While there are two files of a segment, the one that the writer wrote is the one that is surely whole.
            if (BackupFile.TryParse(name, out var first, out var extension)
                && extension != LogPaths.DigestExtension
                && (extension == SegmentHeader.Extension || !names.ContainsKey(first)))
            {
                names[first] = name;
            }
        }
    }
}
