using Daybook.Log;
using Daybook.Log.Figures;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Storage;

namespace Daybook;

/// <summary>Figures about a store's content and files.</summary>
public static class StoreStatistics
{
    /// <summary>
    /// Counts what a store consists of, from its index and the lengths of its files; no event is read but those that are not in an
    /// index file yet. Takes no lock and writes nothing; may run beside a writer.
    /// </summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    /// <exception cref="StoreUnavailableException">There is no store, its format is not known, or a file could not be read.</exception>
    /// <exception cref="StoreDamagedException">The index or the newest events cannot be read.</exception>
    public static Task<StoreFigures> CountAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Task.Run(() => LogErrors.Translated(() => ToFigures(new FiguresRun(new LogPaths(path), new LogOptions()).Run(cancellationToken))), cancellationToken);
    }

    private static StoreFigures ToFigures(LogFigures counted) => new()
    {
        StoreId = counted.LogId,
        Events = counted.Position,
        Streams = counted.Streams,
        Categories = counted.Terms.CountOf(TermKind.Category),
        EventNames = counted.Terms.CountOf(TermKind.Type),
        Tags = counted.Terms.CountOf(TermKind.Tag),
        LargestCategories = Named(counted, TermKind.Category),
        LargestEventNames = Named(counted, TermKind.Type),
        Files = [.. counted.Files.Select(static kind => new FileCount(kind.Kind, kind.Count, kind.Bytes))],
        Segments = [.. counted.Segments.Select(static one => new SegmentCount(one.File, new Position(one.FirstPosition), new Position(one.LastPosition), one.Bytes))],
    };

    private static NamedCount[] Named(LogFigures counted, TermKind kind) =>
        [.. counted.Terms.MostOf(kind).Select(static one => new NamedCount(one.Text, one.Events))];
}
