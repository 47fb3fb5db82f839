using Daybook.Log.Format;

namespace Daybook.Log.Reading;

/// <summary>
/// Frames that follow each other, in one piece of memory. It ends at the first bytes that are not the next frame, whole and
/// intact; whoever needs that frame reads it alone and hears what is wrong.
/// </summary>
/// <param name="bytes">Begins with a frame.</param>
/// <param name="firstPosition">The position that this frame begins with.</param>
/// <param name="seed">What checksums start from; null when the frames were never away from memory.</param>
internal struct FramePiece(ReadOnlyMemory<byte> bytes, long firstPosition, uint? seed)
{
    private ReadOnlyMemory<byte> rest = bytes;
    private long next = firstPosition;

    public bool TryNext(out FrameHeader header, out ReadOnlyMemory<byte> frame)
    {
        frame = default;
        if (!FrameHeader.TryPeek(rest.Span, out header) || header.FirstPosition != next || header.Length > rest.Length)
        {
            return false;
        }

        frame = rest[..header.Length];
        if (seed is { } start && !FrameHeader.IsIntact(frame.Span, start))
        {
            return false;
        }

        rest = rest[header.Length..];
        next = header.LastPosition + 1;
        return true;
    }
}
