namespace Daybook.Log.Format;

/// <summary>
/// Walks the items of an intact frame, or some of them that follow each other. A frame whose checksum holds but whose items do
/// not parse was written by a broken or newer program; the walk then says at which byte.
/// </summary>
internal ref struct FrameItems(FramePart part, NameCache names)
{
    private readonly ReadOnlySpan<byte> span = part.Bytes.Span;
    private int at;
    private int read;

    /// <summary>Walks all items of a frame.</summary>
    public FrameItems(ReadOnlyMemory<byte> frame, FrameHeader header, NameCache names)
        : this(FramePart.Whole(frame, header), names)
    {
    }

    /// <summary>The item that the last successful <see cref="TryNext()"/> found.</summary>
    public StoredItem Current { get; private set; }

    /// <summary>Byte of the frame at which the next item begins or parsing stopped.</summary>
    public readonly int Offset => part.Offset + at;

    public readonly int Remaining => part.Count - read;

    /// <summary>True when the item at which it stopped has a flag that this build does not know: a newer format, no damage.</summary>
    public bool HasUnknownFlags { get; private set; }

    /// <summary>Moves to the next item; false after the last, and when the bytes are not an item (then items remain).</summary>
    public bool TryNext()
    {
        if (!TryNext(out var item))
        {
            return false;
        }

        var recordedAt = new DateTimeOffset(part.Header.RecordedTicks, TimeSpan.Zero);
        Current = new StoredItem
        {
            Position = part.FirstPosition + read - 1,
            Stream = names.TextOf(item.Stream),
            Revision = item.Revision,
            Name = names.TextOf(item.Name),
            Id = item.Id,
            RecordedAt = recordedAt,
            OccurredAt = item.OccurredAt ?? recordedAt,
            Tags = item.TagCount == 0 ? [] : names.TextsOf(item.Tags, item.TagCount),
            Metadata = Slice(item.Metadata),
            Data = Slice(item.Data),
        };
        return true;
    }

    /// <summary>The same, without making texts of what it finds.</summary>
    public bool TryNext(out ItemBytes item)
    {
        item = default;
        if (!TryBody(out var body, out var end) || !ItemBytes.TryRead(body, out item))
        {
            HasUnknownFlags = item.HasUnknownFlags;
            return false;
        }

        at = end;
        read++;
        return true;
    }

    /// <summary>Moves past an item without decoding it.</summary>
    public bool TrySkip()
    {
        if (!TryBody(out _, out var end))
        {
            return false;
        }

        at = end;
        read++;
        return true;
    }

    private readonly bool TryBody(out ReadOnlySpan<byte> body, out int end)
    {
        body = span[at..];
        end = at;
        if (read >= part.Count || !VarInt.TryRead(ref body, out var length) || length > body.Length)
        {
            return false;
        }

        end = span.Length - body.Length + (int)length;
        body = body[..(int)length];
        return true;
    }

    /// <summary>The part's memory where a view of it lies.</summary>
    private readonly ReadOnlyMemory<byte> Slice(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return default;
        }

        span.Overlaps(bytes, out var offset);
        return part.Bytes.Slice(offset, bytes.Length);
    }
}
