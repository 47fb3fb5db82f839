using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Index;

/// <summary>The index files of a log. Everything in them is derived, so whatever cannot be used is passed over and made again.</summary>
internal sealed class IndexDirectory(IDisk disk, LogPaths paths, Guid logId)
{
    /// <summary>Files may be merged while their names are read by another process; after so many times it must be something else.</summary>
    private const int Tries = 10;

    /// <summary>Blocks of all files that are kept in memory.</summary>
    public BlockCache Cache { get; } = new(BlockCache.DefaultBytes);

    /// <summary>
    /// Opens the files that lead without gaps from position 1 as far as there are any, few large ones rather than many small
    /// ones. What is wrong with others is told and does no harm.
    /// </summary>
    public (IndexFile[] Files, IReadOnlyList<LogException> Unusable) Open()
    {
        for (var attempt = 1; ; attempt++)
        {
            var opened = new List<IndexFile>();
            try
            {
                var unusable = OpenAll(opened);
                return ([.. opened], unusable);
            }
            catch (DiskException failure)
            {
                opened.ForEach(static file => file.Dispose());
                if (failure.Fault != DiskFault.NotFound || attempt == Tries)
                {
                    throw;
                }
            }
            catch
            {
                opened.ForEach(static file => file.Dispose());
                throw;
            }
        }
    }

    /// <summary>Opens one file.</summary>
    public IndexFile Open(IndexFileId id) => IndexFile.Open(disk, paths.Index, id, Cache);

    /// <summary>Removes every file but those that are used: what was merged, could not be read or was not finished. For the writer.</summary>
    public void RemoveAllBut(IReadOnlyList<IndexFile> used)
    {
        if (!disk.DirectoryExists(paths.Index))
        {
            return;
        }

        var names = used.Select(static file => file.Id.FileName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in disk.List(paths.Index))
        {
            if (!names.Contains(name))
            {
                disk.Delete(Path.Combine(paths.Index, name));
            }
        }
    }

    private List<LogException> OpenAll(List<IndexFile> opened)
    {
        var unusable = new List<LogException>();
        var next = 1L;
        foreach (var id in Names())
        {
            if (id.FirstPosition != next)
            {
                continue;
            }

            try
            {
                opened.Add(Open(id));
                next = id.LastPosition + 1;
            }
            catch (LogException failure) when (failure.Fault is LogFault.Damaged or LogFault.UnknownFormat)
            {
                unusable.Add(failure);
            }
        }

        return unusable;
    }

    /// <summary>All files by their names, in order of first position, and of those that begin alike the longest first.</summary>
    private List<IndexFileId> Names()
    {
        var found = new List<IndexFileId>();
        if (!disk.DirectoryExists(paths.Index))
        {
            return found;
        }

        foreach (var name in disk.List(paths.Index))
        {
            if (IndexFileId.TryParseFileName(name, out var first, out var last))
            {
                found.Add(new IndexFileId(logId, first, last));
            }
        }

        found.Sort(static (left, right) => left.FirstPosition != right.FirstPosition
            ? left.FirstPosition.CompareTo(right.FirstPosition)
            : right.LastPosition.CompareTo(left.LastPosition));
        return found;
    }
}
