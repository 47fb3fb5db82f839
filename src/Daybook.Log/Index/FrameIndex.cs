using Daybook.Log.IndexFiles;

namespace Daybook.Log.Index;

/// <summary>Where written frames lie, by position and by time.</summary>
internal sealed class FrameIndex(LogIndex index)
{
    /// <summary>Adds a frame that follows all before it and whose items were added.</summary>
    public void Add(in FramePlace place)
    {
        using var layers = index.Hold();
        foreach (var part in layers.Parts)
        {
            if (place.LastPosition <= part.LastPosition)
            {
                Invariant.Holds(place.FirstPosition >= part.FirstPosition);
                part.Frames.Add(place);
                return;
            }
        }

        Invariant.Holds(false);
    }

    /// <summary>The frame that holds a position; false when no written frame does.</summary>
    /// <exception cref="LogException">An index file is damaged.</exception>
    public bool TryFind(long position, out FramePlace place)
    {
        using var layers = index.Hold();
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (position >= layers.Parts[at].FirstPosition)
            {
                return layers.Parts[at].Frames.TryFind(position, out place);
            }
        }

        foreach (var file in layers.Files)
        {
            if (position <= file.Id.LastPosition)
            {
                return file.Frames.TryFind(position, out place);
            }
        }

        place = default;
        return false;
    }

    /// <summary>Says that the frames of some positions will be asked for soon.</summary>
    /// <exception cref="LogException">An index file is damaged.</exception>
    public void Hint(ReadOnlySpan<long> positions)
    {
        using var layers = index.Hold();
        foreach (var position in positions)
        {
            if (Array.Find(layers.Files, file => position <= file.Id.LastPosition) is { } found && position <= layers.FilesUpTo)
            {
                found.Frames.Hint(position);
            }
        }
    }

    /// <summary>The last position recorded at or before an instant (UTC ticks); 0 when there is none.</summary>
    /// <exception cref="LogException">An index file is damaged.</exception>
    public long LastPositionAt(long ticks)
    {
        using var layers = index.Hold();
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (layers.Parts[at].Frames.TryFindRecorded(ticks, out var place))
            {
                return place.LastPosition;
            }
        }

        for (var at = layers.Files.Length - 1; at >= 0; at--)
        {
            if (layers.Files[at].Frames.TryFindRecorded(ticks, out var place))
            {
                return place.LastPosition;
            }
        }

        return 0;
    }
}
