using Daybook.Log.Format;
using Daybook.Log.IndexFiles;
using Daybook.Log.Sequencing;

namespace Daybook.Log.Reading;

/// <summary>Gets the bytes of frames, from memory or from segments. Every frame that comes from the disk is verified. Thread-safe.</summary>
internal sealed class FrameReader(LogPaths paths, LogOptions options, Guid logId) : IDisposable
{
    /// <summary>
    /// Bytes of segments read at once when many frames are wanted. Below the size at which arrays go to the large object heap:
    /// a scan makes many, and what is read refers to them.
    /// </summary>
    private const int PieceBytes = 64 * 1024;

    private readonly SegmentFiles files = new(options.Disk, paths, logId);
    private readonly RecentFrames recent = new(options.FrameCacheBytes);
    private readonly FrameCache cache = new(options.FrameCacheBytes);
    private readonly uint seed = FrameHeader.SeedOf(logId);

    /// <summary>Keeps a group in memory that was just committed.</summary>
    public void Keep(FrameGroup group) => recent.Keep(group);

    /// <summary>The bytes of one frame.</summary>
    /// <exception cref="LogException">Another frame, or none that is intact, stands at the place.</exception>
    public ReadOnlyMemory<byte> Read(FramePlace place, out FrameHeader header)
    {
        if (!recent.TryFind(place.FirstPosition, out var bytes))
        {
            bytes = cache.Find(place.FirstPosition) ?? ReadFrame(place);
        }

        var isFrame = FrameHeader.TryPeek(bytes.Span, out header);
        if (!isFrame || header.FirstPosition != place.FirstPosition || header.Length != place.Length)
        {
            throw Damage(place, 0, "another frame stands in the place of this one");
        }

        return bytes;
    }

    /// <summary>Says that a frame will be read soon.</summary>
    public void Hint(FramePlace place)
    {
        if (!recent.Has(place.FirstPosition) && cache.Find(place.FirstPosition) is null)
        {
            files.Hint(place.Segment, place.Offset, place.Length);
        }
    }

    /// <summary>The frames from one on that lie behind each other, as far as they are got at once; the piece may be empty.</summary>
    /// <param name="position">A position of the first frame.</param>
    /// <param name="first">Where that frame lies.</param>
    /// <param name="last">The last frame that is wanted; null for as many as there are.</param>
    public FramePiece ReadPiece(long position, FramePlace first, FramePlace? last)
    {
        if (recent.TryFindRun(position, out var run))
        {
            return new FramePiece(run, first.FirstPosition, null);
        }

        var length = last is { } end
            ? end.Segment == first.Segment ? end.Offset + end.Length - first.Offset : 0
            : Math.Max(PieceBytes, first.Length);
        if (length == 0 || (last is not null && length > PieceBytes))
        {
            return default;
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        var read = files.Read(first.Segment, bytes, first.Offset);
        return new FramePiece(bytes.AsMemory(0, read), first.FirstPosition, seed);
    }

    public void Dispose() => files.Dispose();

    public static LogException Damage(FramePlace place, int offset, string finding) => LogException.Damaged(
        LogPaths.SegmentName(place.Segment),
        place.Offset + offset,
        $"{finding} (events {place.FirstPosition} to {place.LastPosition})",
        "Close the store and restore it from a backup; the other events can still be read.");

    private byte[] ReadFrame(FramePlace place)
    {
        var bytes = new byte[place.Length];
        var read = files.Read(place.Segment, bytes, place.Offset);
        if (read != place.Length || !FrameHeader.IsIntact(bytes, seed))
        {
            throw Damage(place, 0, "the checksum of the frame does not match");
        }

        cache.Keep(place.FirstPosition, bytes);
        return bytes;
    }
}
