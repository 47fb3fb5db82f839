using Daybook.Log.IndexCursors;

namespace Daybook.Log.Index;

/// <summary>
/// Walks the positions in whose frames something may have occurred within a range; what the frames know is not read from
/// their items. The layers must be held meanwhile.
/// </summary>
internal sealed class OccurredCursor(IndexLayers layers, OccurredRange occurred, bool backwards) : PositionCursor
{
    private (long First, long Last) run = (1, 0);

    public override bool TrySeek(long from, out long found)
    {
        if ((from < run.First || from > run.Last) && !(backwards ? TryFindBack(from) : TryFindOn(from)))
        {
            found = 0;
            return false;
        }

        found = backwards ? Math.Min(from, run.Last) : Math.Max(from, run.First);
        return true;
    }

    private bool TryFindOn(long from)
    {
        foreach (var file in layers.Files)
        {
            if (from <= file.Id.LastPosition
                && file.Frames.TryFindOccurred(Math.Max(from, file.Id.FirstPosition), occurred, backwards, out run))
            {
                return true;
            }
        }

        foreach (var part in layers.Parts)
        {
            if (from <= part.LastPosition && part.Frames.TryFindOccurred(from, occurred, backwards, out run))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryFindBack(long from)
    {
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (from >= layers.Parts[at].FirstPosition && layers.Parts[at].Frames.TryFindOccurred(from, occurred, backwards, out run))
            {
                return true;
            }
        }

        for (var at = layers.Files.Length - 1; at >= 0; at--)
        {
            var id = layers.Files[at].Id;
            if (from >= id.FirstPosition
                && layers.Files[at].Frames.TryFindOccurred(Math.Min(from, id.LastPosition), occurred, backwards, out run))
            {
                return true;
            }
        }

        return false;
    }
}
