namespace Daybook.Log.Index;

/// <summary>Walks a list of ascending positions, forwards or backwards.</summary>
internal sealed class ListCursor(ReadOnlyMemory<long> positions, bool backwards) : PositionCursor
{
    private ReadOnlyMemory<long> left = positions;

    public override bool TrySeek(long from, out long found)
    {
        var span = left.Span;
        var at = span.BinarySearch(from);
        if (backwards)
        {
            left = left[..(at >= 0 ? at + 1 : ~at)];
            found = left.IsEmpty ? 0 : left.Span[^1];
        }
        else
        {
            left = left[(at >= 0 ? at : ~at)..];
            found = left.IsEmpty ? 0 : left.Span[0];
        }

        return !left.IsEmpty;
    }
}
