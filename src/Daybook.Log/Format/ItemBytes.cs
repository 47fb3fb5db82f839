using System.Buffers.Binary;

namespace Daybook.Log.Format;

/// <summary>A stored item behind its length, taken apart without copying (docs/format/segment.md).</summary>
internal ref struct ItemBytes
{
    private const int IdBytes = 16;
    private const int OccurredBytes = sizeof(long) + sizeof(short);
    private static readonly TimeSpan FarthestZone = TimeSpan.FromHours(14);

    public long Revision { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>When it occurred; null for when it was recorded.</summary>
    public DateTimeOffset? OccurredAt { get; private set; }

    /// <summary>The stream's name, UTF-8, as all texts.</summary>
    public ReadOnlySpan<byte> Stream { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    public int TagCount { get; private set; }

    /// <summary>The tags, each behind its length: <see cref="NextText"/> takes them one by one.</summary>
    public ReadOnlySpan<byte> Tags { get; private set; }

    /// <summary>Bytes in front of the metadata's length.</summary>
    public int HeadLength { get; private set; }

    public ReadOnlySpan<byte> Metadata { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>True when it was not read since it has a flag that this build does not know: a newer format, no damage.</summary>
    public bool HasUnknownFlags { get; private set; }

    /// <summary>Takes an item apart; false when the bytes are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out ItemBytes item)
    {
        item = default;
        var rest = body;
        if (!VarInt.TryRead(ref rest, out var revision) || rest.Length < 1 + IdBytes)
        {
            return false;
        }

        var flags = rest[0];
        item.HasUnknownFlags = (flags & ~ItemEncoder.KnownFlags) != 0;
        item.Revision = revision;
        item.Id = new Guid(rest.Slice(1, IdBytes), bigEndian: true);
        rest = rest[(1 + IdBytes)..];
        DateTimeOffset? occurredAt = null;
        if (item.HasUnknownFlags
            || ((flags & ItemEncoder.HasOccurredAt) != 0 && !TryOccurredAt(ref rest, out occurredAt))
            || !TryBytes(ref rest, out var stream)
            || !TryBytes(ref rest, out var name)
            || !TryTags(ref rest, out var tags, out var tagCount))
        {
            return false;
        }

        item.HeadLength = body.Length - rest.Length;
        if (!TryBytes(ref rest, out var metadata) || !TryBytes(ref rest, out var data) || rest.Length != 0)
        {
            return false;
        }

        item.OccurredAt = occurredAt;
        item.Stream = stream;
        item.Name = name;
        item.Tags = tags;
        item.TagCount = tagCount;
        item.Metadata = metadata;
        item.Data = data;
        return true;
    }

    /// <summary>Takes the first of some texts, which are known to be whole.</summary>
    public static ReadOnlySpan<byte> NextText(scoped ref ReadOnlySpan<byte> texts)
    {
        var isWhole = TryBytes(ref texts, out var text);
        Invariant.Holds(isWhole);
        return text;
    }

    private static bool TryBytes(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> bytes)
    {
        if (!VarInt.TryRead(ref rest, out var length) || length > rest.Length)
        {
            bytes = default;
            return false;
        }

        bytes = rest[..(int)length];
        rest = rest[(int)length..];
        return true;
    }

    private static bool TryOccurredAt(scoped ref ReadOnlySpan<byte> rest, out DateTimeOffset? value)
    {
        value = null;
        if (rest.Length < OccurredBytes)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(rest);
        var offset = TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(rest[sizeof(long)..]));
        rest = rest[OccurredBytes..];
        if (offset.Duration() > FarthestZone || ticks < 0 || ticks > DateTime.MaxValue.Ticks
            || ticks + offset.Ticks < 0 || ticks + offset.Ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(ticks + offset.Ticks, offset);
        return true;
    }

    private static bool TryTags(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> tags, out int tagCount)
    {
        tags = default;
        tagCount = 0;
        if (!VarInt.TryRead(ref rest, out var count) || count > LogLimits.TagsPerEvent)
        {
            return false;
        }

        var begin = rest;
        for (var index = 0; index < count; index++)
        {
            if (!TryBytes(ref rest, out _))
            {
                return false;
            }
        }

        tagCount = (int)count;
        tags = begin[..^rest.Length];
        return true;
    }
}
