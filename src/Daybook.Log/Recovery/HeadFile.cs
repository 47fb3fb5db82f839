using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Recovery;

/// <summary>Publishes the durable head to readers in other processes, and reads it there.</summary>
internal static class HeadFile
{
    // A reader may meet the writer in the middle of its 64 bytes; a page is written in far less time than these tries take.
    private const int Tries = 1_000;

    public static void Write(IDiskFile file, HeadMark mark)
    {
        Span<byte> bytes = stackalloc byte[HeadMark.Size];
        mark.WriteTo(bytes);
        file.Write(bytes, 0);
    }

    /// <summary>The published head; null when there is no such file, which only means that nothing is published yet.</summary>
    /// <exception cref="LogException">The file is damaged, belongs to another log, or the format is another.</exception>
    public static HeadMark? Read(IDisk disk, LogPaths paths, Guid logId)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var bytes = disk.ReadUpTo(paths.Head, HeadMark.Size + 1);
            if (bytes is null)
            {
                return null;
            }

            if (bytes.Length != HeadMark.Size || !HeadMark.TryParse(bytes, out var mark, out var version))
            {
                continue;
            }

            if (version != LogFormat.Version)
            {
                throw LogFormat.UnknownVersion(LogFormat.HeadName, version);
            }

            if (mark.LogId == logId)
            {
                return mark;
            }
        }

        throw LogException.Damaged(
            LogFormat.HeadName,
            0,
            "the checksum does not match, or the file is of another store",
            "The file repeats what stands elsewhere: delete it and open the store for writing.");
    }
}
