using Daybook.Log.Index;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Reading;

/// <summary>Leaves out what did not occur within a range: first what the index knows of it, then what the items say.</summary>
internal readonly struct OccurredFilter : IDisposable
{
    private readonly OccurredRange? occurred;
    private readonly IndexLayers? layers;
    private readonly OccurredCursor? cursor;

    /// <param name="index">Knows of blocks of frames when something occurred in them.</param>
    /// <param name="range">Its direction is that of the positions that are asked about.</param>
    public OccurredFilter(LogIndex index, in ReadRange range)
    {
        occurred = range.Occurred;
        layers = occurred is null ? null : index.Hold();
        cursor = occurred is { } within ? new OccurredCursor(layers!, within, range.Backwards) : null;
    }

    /// <summary>Whether the item at a position did not occur within the range for sure; its place need not be asked for.</summary>
    public bool PassesOver(long position) => cursor is not null && !(cursor.TrySeek(position, out var found) && found == position);

    public bool PassesOver(in FramePlace place) => occurred is { } within && !place.MayHaveOccurred(within);

    public void RemoveOthers(List<StoredItem> batch)
    {
        if (occurred is { } within)
        {
            batch.RemoveAll(item => !within.Holds(item.OccurredAt));
        }
    }

    public void Dispose() => layers?.Dispose();
}
