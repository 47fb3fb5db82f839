using System.Buffers;
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

    /// <summary>
    /// A frame of at least so many bytes and more than a run of items is not kept when it was read, it would push out many
    /// others: only its outline is, and then its items are read a few at a time.
    /// </summary>
    private const int LargeBytes = 32 * 1024;

    /// <summary>Bytes of the outlines that are kept, enough for eight million items.</summary>
    private const int OutlineBytes = 4 * 1024 * 1024;

    private readonly SegmentFiles files = new(options.Disk, paths, logId);
    private readonly RecentFrames recent = new(options.FrameCacheBytes);
    private readonly FrameCache<byte[]> cache = new(options.FrameCacheBytes);
    private readonly FrameCache<FrameOutline> outlines = new(OutlineBytes);
    private readonly uint seed = FrameHeader.SeedOf(logId);

    /// <summary>Lets go of a segment that was packed.</summary>
    public void Forget(long segment) => files.Forget(segment);

    /// <summary>Keeps a group in memory that was just committed.</summary>
    public void Keep(FrameGroup group) => recent.Keep(group);

    /// <summary>Items of one frame, from the first position to the last, both inclusive, and as many beside them as are read with them.</summary>
    /// <exception cref="LogException">Another frame, or none that is intact, stands at the place.</exception>
    public FramePart ReadPart(FramePlace place, long first, long last, NameCache names)
    {
        if (recent.TryFind(place.FirstPosition, out var bytes))
        {
            return FramePart.Whole(bytes, HeaderOf(place, bytes.Span));
        }

        if (!IsLarge(place))
        {
            bytes = cache.Find(place.FirstPosition) ?? ReadFrame(place);
            return FramePart.Whole(bytes, HeaderOf(place, bytes.Span));
        }

        return outlines.Find(place.FirstPosition) is { } outline && TryReadRuns(place, outline, first, last) is { } part
            ? part
            : ReadAndOutline(place, first, last, names);
    }

    /// <summary>A frame and what lies behind it, as far as they are got at once; at least the frame.</summary>
    /// <param name="first">Where the frame lies.</param>
    /// <param name="memory">Where the bytes go, good until it is used again; it grows when it is too small.</param>
    /// <exception cref="LogException">Another frame, or none that is intact, stands at the place.</exception>
    public FramePiece ReadFrom(FramePlace first, ref byte[] memory)
    {
        if (recent.TryFindRun(first.FirstPosition, ref memory, out var run))
        {
            return new FramePiece(run, first.FirstPosition, null);
        }

        if (memory.Length < Math.Max(PieceBytes, first.Length))
        {
            memory = GC.AllocateUninitializedArray<byte>(Math.Max(PieceBytes, first.Length));
        }

        if (first.Length > PieceBytes)
        {
            ReadInto(first, memory.AsSpan(0, first.Length));
            HeaderOf(first, memory);
            return new FramePiece(memory.AsMemory(0, first.Length), first.FirstPosition, null);
        }

        var read = files.Read(first.Segment, memory.AsSpan(0, PieceBytes), first.Offset);
        var piece = new FramePiece(memory.AsMemory(0, read), first.FirstPosition, seed);
        var probe = piece;
        return probe.TryNext(out _, out _) ? piece : throw Damage(first, 0, "the checksum of the frame does not match, or another stands in its place");
    }

    /// <summary>Says that an item will be read soon.</summary>
    public void Hint(FramePlace place, long position)
    {
        if (IsLarge(place) && outlines.Find(place.FirstPosition) is { } outline)
        {
            var (offset, length) = outline.PlaceOf(position, position);
            files.Hint(place.Segment, place.Offset + offset, length);
        }
        else if (!recent.Has(place.FirstPosition) && cache.Find(place.FirstPosition) is null)
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
            : PieceBytes;
        if (length == 0 || (last is not null && length > PieceBytes))
        {
            return default;
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        var read = files.Read(first.Segment, bytes, first.Offset);
        return new FramePiece(bytes.AsMemory(0, read), first.FirstPosition, seed);
    }

    /// <summary>
    /// All items of a frame that is larger than a piece, in parts that stay off the large object heap; null for any other frame
    /// and when it is in memory.
    /// </summary>
    /// <exception cref="LogException">Another frame, or none that is intact, stands at the place.</exception>
    public List<FramePart>? ReadParts(FramePlace place, NameCache names)
    {
        if (place.Length <= PieceBytes || recent.Has(place.FirstPosition))
        {
            return null;
        }

        var rented = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            var frame = rented.AsMemory(0, place.Length);
            ReadInto(place, frame.Span);
            var header = HeaderOf(place, frame.Span);
            return FramePart.Copies(frame, header, PieceBytes, names) ?? [FramePart.Whole(frame.ToArray(), header)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public void Dispose() => files.Dispose();

    public static LogException Damage(FramePlace place, int offset, string finding) => LogException.Damaged(
        LogPaths.SegmentName(place.Segment),
        place.Offset + offset,
        $"{finding} (events {place.FirstPosition} to {place.LastPosition})",
        "Close the store and restore it from a backup; the other events can still be read.");

    private byte[] ReadFrame(FramePlace place)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(place.Length);
        ReadInto(place, bytes);
        cache.Keep(place.FirstPosition, bytes, bytes.Length);
        return bytes;
    }

    /// <summary>Null when the bytes are not those of which the outline was made; reading the whole frame tells what is wrong.</summary>
    private FramePart? TryReadRuns(FramePlace place, FrameOutline outline, long first, long last)
    {
        var (offset, length) = outline.PlaceOf(first, last);
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        var read = files.Read(place.Segment, bytes, place.Offset + offset);
        return read == length && outline.TryVerify(bytes, first, last, out var part) ? part : null;
    }

    /// <summary>Reads and verifies a whole frame and copies what is wanted of it, so that not all of it stays in memory for a few items.</summary>
    private FramePart ReadAndOutline(FramePlace place, long first, long last, NameCache names)
    {
        var rented = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            var frame = rented.AsMemory(0, place.Length);
            ReadInto(place, frame.Span);
            var header = HeaderOf(place, frame.Span);
            if (FrameOutline.Of(frame, header, names) is not { } outline)
            {
                return FramePart.Whole(frame.ToArray(), header);
            }

            outlines.Keep(place.FirstPosition, outline, outline.Bytes);
            var (offset, length) = outline.PlaceOf(first, last);
            var isSame = outline.TryVerify(frame.Slice(offset, length).ToArray(), first, last, out var part);
            Invariant.Holds(isSame);
            return part;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void ReadInto(FramePlace place, Span<byte> frame)
    {
        var read = files.Read(place.Segment, frame, place.Offset);
        if (read != place.Length || !FrameHeader.IsIntact(frame, seed))
        {
            throw Damage(place, 0, "the checksum of the frame does not match");
        }
    }

    private static bool IsLarge(FramePlace place) => place.Length >= LargeBytes && place.Count > FrameOutline.RunItems;

    private static FrameHeader HeaderOf(FramePlace place, ReadOnlySpan<byte> frame)
    {
        var isFrame = FrameHeader.TryPeek(frame, out var header);
        if (!isFrame || header.FirstPosition != place.FirstPosition || header.Count != place.Count || header.Length != place.Length)
        {
            throw Damage(place, 0, "another frame stands in the place of this one");
        }

        return header;
    }
}
