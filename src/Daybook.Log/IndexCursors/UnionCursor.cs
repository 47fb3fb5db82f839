namespace Daybook.Log.IndexCursors;

/// <summary>Walks the positions that any of several cursors has, each once.</summary>
internal sealed class UnionCursor(PositionCursor[] parts, bool backwards) : PositionCursor
{
    private readonly long?[] standing = new long?[parts.Length];
    private bool hasBegun;

    public override bool TrySeek(long from, out long found)
    {
        long? best = null;
        for (var index = 0; index < parts.Length; index++)
        {
            if (!hasBegun || (standing[index] is { } at && IsBefore(at, from)))
            {
                standing[index] = parts[index].TrySeek(from, out var next) ? next : null;
            }

            if (standing[index] is { } one && (best is null || IsBefore(one, best.Value)))
            {
                best = one;
            }
        }

        hasBegun = true;
        found = best ?? 0;
        return best is not null;
    }

    private bool IsBefore(long left, long right) => backwards ? left > right : left < right;
}
