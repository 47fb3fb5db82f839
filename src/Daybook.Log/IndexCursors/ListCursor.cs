using Daybook.Log.IndexMemory;

namespace Daybook.Log.IndexCursors;

/// <summary>Walks a list of ascending positions, forwards or backwards.</summary>
internal sealed class ListCursor(PostingRun positions, bool backwards) : PositionCursor
{
    private int low;
    private int beyond = positions.Count;

    public override bool TrySeek(long from, out long found)
    {
        var at = positions.FirstFrom(from, low, beyond);
        if (backwards)
        {
            beyond = at < beyond && positions[at] == from ? at + 1 : at;
            found = low < beyond ? positions[beyond - 1] : 0;
        }
        else
        {
            low = at;
            found = low < beyond ? positions[low] : 0;
        }

        return low < beyond;
    }
}
