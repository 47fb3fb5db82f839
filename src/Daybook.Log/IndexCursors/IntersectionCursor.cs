namespace Daybook.Log.IndexCursors;

/// <summary>Walks the positions that all of several cursors have, by leaping from each to where the next one stands.</summary>
internal sealed class IntersectionCursor(PositionCursor[] parts) : PositionCursor
{
    public override bool TrySeek(long from, out long found)
    {
        found = from;
        var agreeing = 0;
        for (var index = 0; agreeing < parts.Length; index = (index + 1) % parts.Length)
        {
            if (!parts[index].TrySeek(found, out var next))
            {
                return false;
            }

            agreeing = next == found ? agreeing + 1 : 1;
            found = next;
        }

        return true;
    }
}
