using System.Buffers.Binary;

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

    /// <summary>The item that the last successful <see cref="TryNext"/> found.</summary>
    public StoredItem Current { get; private set; }

    /// <summary>Byte of the frame at which the next item begins or parsing stopped.</summary>
    public readonly int Offset => part.Offset + at;

    public readonly int Remaining => part.Count - read;

    /// <summary>True when the item at which it stopped has a flag that this build does not know: a newer format, no damage.</summary>
    public bool HasUnknownFlags { get; private set; }

    /// <summary>Moves to the next item; false after the last, and when the bytes are not an item (then items remain).</summary>
    public bool TryNext()
    {
        if (!TryBody(out var body, out var end))
        {
            return false;
        }

        if (!VarInt.TryRead(ref body, out var revision) || body.Length < 17)
        {
            return false;
        }

        var flags = body[0];
        HasUnknownFlags = (flags & ~ItemEncoder.KnownFlags) != 0;
        if (HasUnknownFlags)
        {
            return false;
        }

        var id = new Guid(body.Slice(1, 16), bigEndian: true);
        body = body[17..];
        var recordedAt = new DateTimeOffset(part.Header.RecordedTicks, TimeSpan.Zero);
        if (!TryOccurredAt(flags, recordedAt, ref body, out var occurredAt)
            || !TryText(ref body, out var stream)
            || !TryText(ref body, out var name)
            || !TryTags(ref body, out var tags)
            || !TryBytes(ref body, out var metadata)
            || !TryBytes(ref body, out var data)
            || body.Length != 0)
        {
            return false;
        }

        Current = new StoredItem
        {
            Position = part.FirstPosition + read,
            Stream = stream,
            Revision = revision,
            Name = name,
            Id = id,
            RecordedAt = recordedAt,
            OccurredAt = occurredAt,
            Tags = tags,
            Metadata = metadata,
            Data = data,
        };
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

    private static bool TryOccurredAt(byte flags, DateTimeOffset recordedAt, ref ReadOnlySpan<byte> body, out DateTimeOffset value)
    {
        const int Size = sizeof(long) + sizeof(short);
        value = recordedAt;
        if ((flags & ItemEncoder.HasOccurredAt) == 0)
        {
            return true;
        }

        if (body.Length < Size)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(body);
        var offset = TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(body[sizeof(long)..]));
        body = body[Size..];
        if (offset.Duration() > TimeSpan.FromHours(14) || ticks < 0 || ticks > DateTime.MaxValue.Ticks
            || ticks + offset.Ticks < 0 || ticks + offset.Ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(ticks + offset.Ticks, offset);
        return true;
    }

    private readonly bool TryText(ref ReadOnlySpan<byte> body, out string text)
    {
        text = "";
        if (!VarInt.TryRead(ref body, out var length) || length > body.Length)
        {
            return false;
        }

        text = names.TextOf(body[..(int)length]);
        body = body[(int)length..];
        return true;
    }

    private readonly bool TryTags(ref ReadOnlySpan<byte> body, out string[] tags)
    {
        tags = [];
        if (!VarInt.TryRead(ref body, out var count) || count > LogLimits.TagsPerEvent)
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        var begin = body;
        for (var index = 0; index < count; index++)
        {
            if (!VarInt.TryRead(ref body, out var length) || length > body.Length)
            {
                return false;
            }

            body = body[(int)length..];
        }

        tags = names.TextsOf(begin[..^body.Length], (int)count);
        return true;
    }

    private readonly bool TryBytes(ref ReadOnlySpan<byte> body, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (!VarInt.TryRead(ref body, out var length) || length > body.Length)
        {
            return false;
        }

        // The span is a view of the part's memory; its place there is what lies before what is left of the item.
        var end = EndOf(body);
        bytes = part.Bytes[end..(end + (int)length)];
        body = body[(int)length..];
        return true;
    }

    private readonly int EndOf(ReadOnlySpan<byte> body)
    {
        span.Overlaps(body, out var offset);
        return offset;
    }
}
