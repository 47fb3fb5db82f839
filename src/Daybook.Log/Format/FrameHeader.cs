using System.Buffers.Binary;

namespace Daybook.Log.Format;

/// <summary>
/// The first 56 bytes of a commit frame (docs/format/segment.md). The checksum covers the log's id, the length, the position
/// and the epoch, so that neither a stale frame nor one of another log or another place passes for this one.
/// </summary>
internal readonly record struct FrameHeader
{
    public const int Size = 56;
    public const int Alignment = 8;

    private const int LengthAt = 4;
    private const int FirstPositionAt = 8;
    private const int EpochAt = 16;
    private const int CountAt = 20;
    private const int FlagsAt = 22;
    private const int RecordedAtAt = 24;
    private const int DurableUpToAt = 32;
    private const int SaltAt = 40;

    /// <summary>The whole frame with header and padding, bytes; a multiple of eight.</summary>
    public required int Length { get; init; }

    public required long FirstPosition { get; init; }

    /// <summary>The writer's epoch: raised at every opening for writing, never lower than in an earlier frame.</summary>
    public required uint Epoch { get; init; }

    public required int Count { get; init; }

    /// <summary>UTC, 100 ns ticks since 0001-01-01.</summary>
    public required long RecordedTicks { get; init; }

    /// <summary>The last position that was durable when this frame was built: what this frame vouches for.</summary>
    public required long DurableUpTo { get; init; }

    /// <summary>Random bytes, 16, from which the salts of the events' digests come.</summary>
    public required Guid Salt { get; init; }

    public long LastPosition => FirstPosition + Count - 1;

    /// <summary>Fills in header and checksum of a frame whose items and padding are in place.</summary>
    public void Seal(Span<byte> frame, uint logSeed)
    {
        WriteTo(frame, checksum: 0);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Checksum(frame, logSeed));
    }

    /// <summary>Fills in the header of a frame whose checksum is known.</summary>
    public void WriteTo(Span<byte> frame, uint checksum)
    {
        Invariant.Holds(frame.Length == Length && Length % Alignment == 0);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, checksum);
        BinaryPrimitives.WriteInt32LittleEndian(frame[LengthAt..], Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[FirstPositionAt..], FirstPosition);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[EpochAt..], Epoch);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[CountAt..], (ushort)Count);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[FlagsAt..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(frame[RecordedAtAt..], RecordedTicks);
        BinaryPrimitives.WriteInt64LittleEndian(frame[DurableUpToAt..], DurableUpTo);
        Salt.TryWriteBytes(frame[SaltAt..], bigEndian: true, out _);
    }

    /// <summary>Reads the fields without believing them; false when the bytes cannot be a frame's beginning.</summary>
    public static bool TryPeek(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < Size)
        {
            return false;
        }

        header = new FrameHeader
        {
            Length = BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthAt..]),
            FirstPosition = BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstPositionAt..]),
            Epoch = BinaryPrimitives.ReadUInt32LittleEndian(bytes[EpochAt..]),
            Count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[CountAt..]),
            RecordedTicks = BinaryPrimitives.ReadInt64LittleEndian(bytes[RecordedAtAt..]),
            DurableUpTo = BinaryPrimitives.ReadInt64LittleEndian(bytes[DurableUpToAt..]),
            Salt = new Guid(bytes.Slice(SaltAt, 16), bigEndian: true),
        };
        return header is { Length: >= Size and <= LogLimits.FrameBytes, FirstPosition: >= 1, Count: >= 1, DurableUpTo: >= 0 }
            && header.Count <= LogLimits.EventsPerAppend
            && header.Length % Alignment == 0
            && header.DurableUpTo < header.FirstPosition
            && header.RecordedTicks >= 0 && header.RecordedTicks <= DateTime.MaxValue.Ticks;
    }

    /// <summary>True when the frame's bytes are those that were written in this log, whole.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frame, uint logSeed) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame) == Checksum(frame, logSeed);

    /// <summary>Flags name optional sections; a frame with one that this build does not know must not be read.</summary>
    public static int UnknownFlags(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16LittleEndian(frame[FlagsAt..]);

    /// <summary>What the checksums of a log start from.</summary>
    public static uint SeedOf(Guid logId)
    {
        Span<byte> bytes = stackalloc byte[16];
        logId.TryWriteBytes(bytes, bigEndian: true, out _);
        return Crc32C.Add(Crc32C.Start, bytes);
    }

    private static uint Checksum(ReadOnlySpan<byte> frame, uint logSeed) => ~Crc32C.Add(logSeed, frame[LengthAt..]);
}
