namespace Daybook.Log.Format;

/// <summary>Items of one intact frame that follow each other, with the bytes that hold them and nothing else of the frame.</summary>
/// <param name="Header">The frame's header.</param>
/// <param name="FirstItem">The number of the first item in the frame, from 0.</param>
/// <param name="Count">How many items they are.</param>
/// <param name="Offset">Byte of the frame at which the first item begins.</param>
/// <param name="Bytes">The items; padding may follow behind the frame's last.</param>
internal readonly record struct FramePart(FrameHeader Header, int FirstItem, int Count, int Offset, ReadOnlyMemory<byte> Bytes)
{
    public long FirstPosition => Header.FirstPosition + FirstItem;

    public long LastPosition => FirstPosition + Count - 1;

    /// <summary>All of a frame.</summary>
    public static FramePart Whole(ReadOnlyMemory<byte> frame, in FrameHeader header) =>
        new(header, 0, header.Count, FrameHeader.Size, frame[FrameHeader.Size..]);

    /// <summary>
    /// Copies of all items of a frame, in parts of at most so many bytes where an item is not larger; null when an item cannot be
    /// passed over.
    /// </summary>
    public static List<FramePart>? Copies(ReadOnlyMemory<byte> frame, in FrameHeader header, int maxBytes, NameCache names)
    {
        var items = new FrameItems(Whole(frame, header), names);
        var parts = new List<FramePart>();
        var (firstItem, begin) = (0, FrameHeader.Size);
        for (var item = 0; item < header.Count; item++)
        {
            var end = items.Offset;
            if (!items.TrySkip())
            {
                return null;
            }

            if (items.Offset - begin > maxBytes && item > firstItem)
            {
                parts.Add(new FramePart(header, firstItem, item - firstItem, begin, Copy(frame.Span[begin..end])));
                (firstItem, begin) = (item, end);
            }
        }

        parts.Add(new FramePart(header, firstItem, header.Count - firstItem, begin, Copy(frame.Span[begin..items.Offset])));
        return parts;
    }

    private static byte[] Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }
}
