using Daybook.Log.Copies;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.Reading;

namespace Daybook.Log.Figures;

/// <summary>Counts what a log consists of, beside a writer or without one, from its index and the lengths of its files.</summary>
internal sealed class FiguresRun(LogPaths paths, LogOptions options)
{
    private const string Unfinished = "unfinished";
    private const string Other = "other";

    private readonly IDisk disk = options.Disk;
    private readonly SortedDictionary<string, FileKind> kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, SegmentFigures> segments = [];

    /// <exception cref="LogException">There is no log, or it cannot be read.</exception>
    public LogFigures Run(CancellationToken cancellationToken)
    {
        using var follower = LogFollower.Open(paths, options, cancellationToken);
        try
        {
            AddFiles("", paths.Root, static name => name == LogFormat.ManifestName || name == LogFormat.SuperblockName || name == LogFormat.HeadName ? name : Other);
            AddFiles(LogFormat.SegmentDirectory + "/", paths.Segments, static name => BackupFile.TryParse(name, out _, out var extension) ? extension : Other);
            AddFiles(LogFormat.IndexDirectory + "/", paths.Index, static name => IndexFileId.TryParseFileName(name, out _, out _) ? IndexFileId.Extension : Other);
            var terms = new TermTally();
            using (var layers = follower.Index.Hold())
            {
                terms.Run(layers, cancellationToken);
            }

            return new LogFigures
            {
                LogId = follower.LogId,
                Position = follower.View.DurablePosition,
                Streams = follower.View.CountStreams(),
                Terms = terms,
                Files = [.. kinds.Values],
                Segments = [.. WithEnds(follower.View.DurablePosition)],
            };
        }
        catch (DiskException failure)
        {
            throw LogFaults.Of(failure, paths.Root);
        }
    }

    private void AddFiles(string prefix, string directory, Func<string, string> kindOf)
    {
        foreach (var name in disk.DirectoryExists(directory) ? disk.List(directory) : [])
        {
            if (name is LogFormat.LockFile or LogFormat.SegmentDirectory or LogFormat.IndexDirectory || LengthOf(Path.Combine(directory, name)) is not { } bytes)
            {
                continue;
            }

            var kind = name.EndsWith(LogFormat.UnfinishedExtension, StringComparison.Ordinal) ? Unfinished : kindOf(name);
            var known = kinds.GetValueOrDefault(kind) ?? new FileKind(kind, 0, 0);
            kinds[kind] = known with { Count = known.Count + 1, Bytes = known.Bytes + bytes };
            if (directory == paths.Segments && BackupFile.TryParse(name, out var first, out var extension) && extension != LogPaths.DigestExtension)
            {
                segments[first] = new SegmentFigures(prefix + name, first, 0, bytes);
            }
        }
    }

    /// <summary>Null for a file that went away meanwhile, and for what is no file.</summary>
    private long? LengthOf(string path)
    {
        try
        {
            if (!disk.FileExists(path) || disk.DirectoryExists(path))
            {
                return null;
            }

            using var file = disk.Open(path, DiskAccess.Read);
            return file.Length;
        }
        catch (DiskException gone) when (gone.Fault == DiskFault.NotFound)
        {
            return null;
        }
    }

    private IEnumerable<SegmentFigures> WithEnds(long head)
    {
        var ordered = segments.Values.ToArray();
        for (var index = 0; index < ordered.Length; index++)
        {
            var end = index + 1 < ordered.Length ? Math.Min(head, ordered[index + 1].FirstPosition - 1) : head;
            yield return ordered[index] with { LastPosition = Math.Max(end, ordered[index].FirstPosition - 1) };
        }
    }
}
