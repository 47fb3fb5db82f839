using Daybook.Log.Format;
using Daybook.Log.Packing;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;

namespace Daybook.Log.Writing;

/// <summary>
/// Packs full segments, the oldest first, once everything about them is durable: their digests, their entry in the manifest, their index.
/// One caller at a time.
/// </summary>
internal sealed class PackWork(LogPaths paths, LogOptions options, Guid logId, LogView view)
{
    /// <summary>Room that the volume must have for a segment beside it: packing must not take what appends need.</summary>
    private const int TimesItsRoom = 2;

    private readonly SegmentPacker packer = new(options.Disk, paths, logId);
    private readonly HashSet<long> stay = [];
    private long passed;

    /// <summary>True when segments up to a position may be packed and were not all looked at since the last one was full.</summary>
    public bool Wants(long upTo) => options.PackBytesPerSecond > 0 && upTo > Volatile.Read(ref passed);

    /// <summary>Packs the next segment, if there is one up to a position; answers how long that may take by the budget, null when there was none.</summary>
    public TimeSpan? Next(long upTo, CancellationToken cancellationToken)
    {
        var segments = LogCatalog.Segments(options.Disk, paths);
        for (var index = 0; index + 1 < segments.Count && segments[index + 1] - 1 <= upTo; index++)
        {
            var segment = segments[index];
            if (stay.Contains(segment) || !options.Disk.FileExists(paths.Segment(segment)))
            {
                continue;
            }

            var bytes = Length(segment);
            if (options.Disk.FreeBytes(paths.Segments) / TimesItsRoom < bytes)
            {
                break;
            }

            if (packer.TryPack(segment, cancellationToken))
            {
                view.Forget(segment);
            }
            else
            {
                stay.Add(segment);
            }

            return TimeSpan.FromSeconds((double)bytes / options.PackBytesPerSecond);
        }

        Volatile.Write(ref passed, upTo);
        return null;
    }

    private long Length(long segment)
    {
        using var file = options.Disk.Open(paths.Segment(segment), Disk.DiskAccess.Read);
        return file.Length;
    }
}
