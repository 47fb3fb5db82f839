using Daybook.Log.Format;

namespace Daybook.Log.Recovery;

/// <summary>An orderly close says exactly where the log ends. Anything else afterwards is not the work of a crash.</summary>
internal static class CleanClose
{
    public static Finding? Objection(Superblock superblock, LogLoader loader)
    {
        if (!superblock.IsClean
            || (loader.Segment == superblock.LastSegment
                && loader.Offset == superblock.EndOffset
                && loader.SegmentLength == superblock.EndOffset
                && loader.NextPosition - 1 == superblock.DurablePosition))
        {
            return null;
        }

        return new Finding(
            LogPaths.SegmentName(loader.Segment),
            loader.Offset,
            $"the store was closed in order at position {superblock.DurablePosition}, byte {superblock.EndOffset} of {SegmentHeader.FileNameOf(superblock.LastSegment)}, and does not end there now",
            "Somebody changed the files since. Restore the store from a backup.");
    }
}
