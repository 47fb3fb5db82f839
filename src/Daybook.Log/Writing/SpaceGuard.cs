using System.Globalization;
using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// Refuses an append for which the volume has no room before anything is sequenced, so that a full disk is an error of one
/// append and not the end of the writer. It asks the system once for each <see cref="CreditBytes"/>, so another process can
/// still fill the volume in between; then the write fails and the log stops.
/// </summary>
internal sealed class SpaceGuard(IDisk disk, string directory)
{
    /// <summary>Kept free beyond the append itself, for a new segment and the file system's own needs, bytes.</summary>
    public const int ReserveBytes = 128 * 1024;

    /// <summary>What an append can need beyond its frame: a segment of its own, whose header and last page are whole pages.</summary>
    public const int SegmentBytes = 2 * 4096;

    private const int CreditBytes = 16 * 1024 * 1024;

    private long credit;

    public void Take(long bytes) => Take(bytes, 0);

    /// <summary>The same while <paramref name="unwritten"/> bytes are granted that the volume does not know of yet.</summary>
    public void Take(long bytes, long unwritten)
    {
        if (credit < bytes)
        {
            var free = disk.FreeBytes(directory) - unwritten;
            if (free < bytes + ReserveBytes)
            {
                throw new LogException(LogFault.Full, string.Create(CultureInfo.InvariantCulture,
                    $"The volume has {free} bytes free; the append needs {bytes} and a reserve of {ReserveBytes}. Nothing was written. Make room and append again."));
            }

            credit = Math.Min(free - ReserveBytes, Math.Max(bytes, CreditBytes));
        }

        credit -= bytes;
    }
}
