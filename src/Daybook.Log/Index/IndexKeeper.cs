using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Index;

/// <summary>
/// Writes the parts of an index to files and merges files, so that there are few: eight of about one size become one. Writing
/// and merging may run beside each other and beside all use of the index; each of them by one caller at a time.
/// </summary>
internal sealed class IndexKeeper(IDisk disk, LogPaths paths, Guid logId, (LogIndex Index, IndexDirectory Directory, int PartItems) kept)
{
    /// <summary>Files of about one size that become one.</summary>
    public const int FanOut = 8;

    private bool hasDirectory;

    public LogIndex Index => kept.Index;

    /// <summary>Writes the oldest full part to a file when all of it is durable; false when there is none.</summary>
    /// <exception cref="DiskException">Writing failed; the part stays in memory.</exception>
    /// <exception cref="OperationCanceledException">Likewise.</exception>
    public bool WriteNext(long durable, CancellationToken cancellationToken)
    {
        if (Index.OldestFull() is not { } part || part.LastPosition > durable)
        {
            return false;
        }

        MakeDirectory();
        var id = new IndexFileId(logId, part.FirstPosition, part.LastPosition);
        IndexFileWriter.Write(disk, paths.Index, id, new MemorySource(part), cancellationToken);
        Index.Replace(part, kept.Directory.Open(id));
        return true;
    }

    /// <summary>Merges the newest files that should be one; false when there are none.</summary>
    /// <exception cref="DiskException">Reading or writing failed; all is as before.</exception>
    /// <exception cref="OperationCanceledException">Likewise.</exception>
    public bool MergeNext(CancellationToken cancellationToken)
    {
        using var layers = Index.Hold();
        var (first, count) = RunToMerge(layers.Files, kept.PartItems);
        if (count == 0)
        {
            return false;
        }

        var merged = layers.Files.AsSpan(first, count).ToArray();
        var id = IndexMerge.Run(disk, paths.Index, Array.ConvertAll(merged, static file => file.Id), cancellationToken);
        Index.Replace(merged, kept.Directory.Open(id));

        // The new name is durable by now. Names that outlive a crash here are removed by the next opening.
        foreach (var file in merged)
        {
            disk.Delete(Path.Combine(paths.Index, file.Id.FileName));
        }

        return true;
    }

    /// <summary>The newest run of <see cref="FanOut"/> files or more that are no larger than the run's level allows; none is (0, 0).</summary>
    public static (int First, int Count) RunToMerge(IReadOnlyList<IndexFile> files, int partItems)
    {
        var first = files.Count;
        for (var most = (double)partItems; first > 0; most *= FanOut)
        {
            var end = first;
            while (first > 0 && ItemsOf(files[first - 1]) <= most)
            {
                first--;
            }

            if (end - first >= FanOut)
            {
                return (first, end - first);
            }
        }

        return (0, 0);
    }

    private static long ItemsOf(IndexFile file) => file.Id.LastPosition - file.Id.FirstPosition + 1;

    private void MakeDirectory()
    {
        if (hasDirectory)
        {
            return;
        }

        disk.CreateDirectory(paths.Index);
        disk.SyncDirectory(paths.Root);
        hasDirectory = true;
    }
}
