using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Repair;

/// <summary>Finds out how a volume makes writes durable, and how long that takes, with a small file that is gone afterwards.</summary>
internal static class FlushProbe
{
    /// <summary>A name that every opening for writing removes, in case that the probe is killed.</summary>
    private const string Name = "probe" + LogFormat.UnfinishedExtension;

    private const int Writes = 8;

    /// <summary>Whether direct writes work, and how long a durable write of 4 KiB takes at the median.</summary>
    /// <exception cref="DiskException">The directory cannot be written to.</exception>
    public static (bool IsDirect, TimeSpan Each) Run(IDisk disk, string directory, TimeProvider time)
    {
        var path = Path.Combine(directory, Name);
        using var file = disk.Create(path);
        try
        {
            var block = new AlignedBuffer(IDisk.DirectAlignment);
            file.Write(new byte[IDisk.DirectAlignment * Writes], 0);
            file.Flush();
            using var direct = disk.OpenDirect(path);
            var isDirect = direct is not null && IsWritten(direct, block);
            var taken = new TimeSpan[Writes];
            for (var at = 0; at < Writes; at++)
            {
                var begun = time.GetTimestamp();
                var target = isDirect ? direct! : file;
                target.Write(block.Bytes[..IDisk.DirectAlignment], at * IDisk.DirectAlignment);
                if (!isDirect)
                {
                    file.Flush();
                }

                taken[at] = time.GetElapsedTime(begun);
            }

            Array.Sort(taken);
            return (isDirect, taken[Writes / 2]);
        }
        finally
        {
            disk.Delete(path);
        }
    }

    private static bool IsWritten(IDiskFile direct, AlignedBuffer block)
    {
        try
        {
            direct.Write(block.Bytes[..IDisk.DirectAlignment], 0);
            return true;
        }
        catch (DiskException refused) when (refused.Fault == DiskFault.Unsupported)
        {
            return false;
        }
    }
}
