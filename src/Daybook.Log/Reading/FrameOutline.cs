using Daybook.Log.Format;

namespace Daybook.Log.Reading;

/// <summary>
/// Where the items of a large frame begin, sixteen at a time, and the checksum of each sixteen: made when the whole frame was
/// read and intact. With it a few items are read and verified without the rest of the frame.
/// </summary>
internal sealed class FrameOutline
{
    /// <summary>Items of a run, but for the last.</summary>
    public const int RunItems = 16;

    private readonly FrameHeader header;
    private readonly (int Offset, uint Checksum)[] runs;

    private FrameOutline(FrameHeader header, (int Offset, uint Checksum)[] runs)
    {
        this.header = header;
        this.runs = runs;
    }

    /// <summary>Memory that it takes where it is kept, about.</summary>
    public int Bytes => 240 + (runs.Length * 2 * sizeof(int));

    /// <summary>The outline of an intact frame; null when an item in it cannot be passed over.</summary>
    public static FrameOutline? Of(ReadOnlyMemory<byte> frame, in FrameHeader header, NameCache names)
    {
        var items = new FrameItems(FramePart.Whole(frame, header), names);
        var runs = new (int Offset, uint Checksum)[(header.Count + RunItems - 1) / RunItems];
        for (var run = 0; run < runs.Length; run++)
        {
            var begin = items.Offset;
            for (var left = Math.Min(RunItems, header.Count - (run * RunItems)); left > 0; left--)
            {
                if (!items.TrySkip())
                {
                    return null;
                }
            }

            runs[run] = (begin, Crc32C.Of(frame.Span[begin..items.Offset]));
        }

        // The last run has the padding as well, so that a run ends where the next begins or the frame ends.
        runs[^1].Checksum = Crc32C.Of(frame.Span[runs[^1].Offset..]);
        return new FrameOutline(header, runs);
    }

    /// <summary>The last of ascending positions that is read together with the first.</summary>
    public static long LastNear(ReadOnlySpan<long> positions)
    {
        var last = 0;
        while (last + 1 < positions.Length && positions[last + 1] - positions[last] <= RunItems)
        {
            last++;
        }

        return positions[last];
    }

    /// <summary>Where the runs lie in the frame that hold a range of its positions, both ends inclusive.</summary>
    public (int Offset, int Length) PlaceOf(long first, long last)
    {
        var end = EndOf(RunOf(last));
        var begin = runs[RunOf(first)].Offset;
        return (begin, end - begin);
    }

    /// <summary>The items of those runs from their bytes; false when those are not what they were.</summary>
    public bool TryVerify(ReadOnlyMemory<byte> bytes, long first, long last, out FramePart part)
    {
        var (begin, _) = PlaceOf(first, last);
        var (from, to) = (RunOf(first), RunOf(last));
        var firstItem = from * RunItems;
        part = new FramePart(header, firstItem, Math.Min((to + 1) * RunItems, header.Count) - firstItem, begin, bytes);
        for (var run = from; run <= to; run++)
        {
            if (Crc32C.Of(bytes.Span[(runs[run].Offset - begin)..(EndOf(run) - begin)]) != runs[run].Checksum)
            {
                return false;
            }
        }

        return true;
    }

    private int RunOf(long position) => (int)(position - header.FirstPosition) / RunItems;

    private int EndOf(int run) => run + 1 < runs.Length ? runs[run + 1].Offset : header.Length;
}
