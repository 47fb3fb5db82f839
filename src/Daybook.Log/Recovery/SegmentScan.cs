using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Recovery;

/// <summary>
/// Reads the frames of one segment in order and stops at the first bytes that are not the next frame. What stopping means
/// (the end, a torn tail, damage) is decided by who knows what must be there.
/// </summary>
internal sealed class SegmentScan(IDiskFile file, uint logSeed)
{
    // Below the size at which arrays go to the large object heap, and enough for sequential reading.
    private const int ReadAheadBytes = 64 * 1024;

    private byte[] buffer = new byte[ReadAheadBytes];
    private long bufferAt;
    private int bufferLength;

    /// <summary>Where the next frame begins; after the scan, where it stopped.</summary>
    public long Offset { get; set; } = SegmentHeader.Size;

    /// <summary>The position that the next frame must begin with.</summary>
    public required long NextPosition { get; set; }

    /// <summary>The epoch below which a frame is a leftover of an earlier writer.</summary>
    public uint LeastEpoch { get; set; }

    /// <summary>The time after which the next frame must have been recorded.</summary>
    public long LastTicks { get; set; }

    /// <summary>Why the scan stopped; null at the exact end of the file, and where nothing but zeros follows: room for frames to come.</summary>
    public string? StoppedBecause { get; private set; }

    /// <summary>
    /// The next frame; null when there is none. The bytes are valid until the next call.
    /// </summary>
    public (FrameHeader Header, ReadOnlyMemory<byte> Bytes)? Next()
    {
        var start = Fill(Offset, FrameHeader.Size);
        if (start.IsEmpty)
        {
            StoppedBecause = null;
            return null;
        }

        if (!FrameHeader.TryPeek(start.Span, out var header))
        {
            StoppedBecause = IsRoom() ? null : "these bytes are not the beginning of a frame";
            return null;
        }

        var frame = Fill(Offset, header.Length);
        StoppedBecause = Objection(header, frame);
        if (StoppedBecause is not null)
        {
            return null;
        }

        Offset += header.Length;
        NextPosition = header.LastPosition + 1;
        LeastEpoch = header.Epoch;
        LastTicks = header.RecordedTicks;
        return (header, frame[..header.Length]);
    }

    /// <summary>
    /// Looks behind the place where the scan stopped for intact frames, and returns the highest position that one of them
    /// vouches for or 0. Frames begin at multiples of eight, so every such place is tried.
    /// </summary>
    public long VouchedBehind(CancellationToken cancellationToken)
    {
        long vouched = 0;
        var end = file.Length;
        for (var at = Offset + FrameHeader.Alignment; at + FrameHeader.Size <= end; at += FrameHeader.Alignment)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Fill(at, FrameHeader.Size);
            if (!FrameHeader.TryPeek(start.Span, out var header)
                || header.DurableUpTo <= vouched || header.FirstPosition < NextPosition || header.Epoch < LeastEpoch)
            {
                continue;
            }

            var frame = Fill(at, header.Length);
            if (frame.Length >= header.Length && FrameHeader.IsIntact(frame.Span[..header.Length], logSeed))
            {
                vouched = header.DurableUpTo;
            }
        }

        return vouched;
    }

    /// <summary>Whether there are only zeros from here to the end of the file.</summary>
    private bool IsRoom()
    {
        for (var at = Offset; ; at += ReadAheadBytes)
        {
            var piece = Fill(at, ReadAheadBytes);
            if (piece.IsEmpty || piece.Span.ContainsAnyExcept((byte)0))
            {
                return piece.IsEmpty;
            }
        }
    }

    /// <summary>Forgets what was read ahead, for a file that has grown since.</summary>
    public void Forget() => bufferLength = 0;

    private string? Objection(FrameHeader header, ReadOnlyMemory<byte> frame)
    {
        if (frame.Length < header.Length)
        {
            return $"a frame of {header.Length} bytes begins here, and the file ends after {frame.Length}";
        }

        var bytes = frame.Span[..header.Length];
        if (!FrameHeader.IsIntact(bytes, logSeed))
        {
            return "the checksum of the frame does not match";
        }

        if (FrameHeader.UnknownFlags(bytes) != 0)
        {
            throw new LogException(LogFault.UnknownFormat, "A frame uses a part of the format that this build does not know. Open the store with the Daybook that wrote it.");
        }

        if (header.FirstPosition != NextPosition)
        {
            return $"a frame of position {header.FirstPosition} stands where {NextPosition} belongs";
        }

        if (header.Epoch < LeastEpoch)
        {
            return $"a frame of epoch {header.Epoch}, which an earlier writer left, stands behind epoch {LeastEpoch}";
        }

        return header.RecordedTicks > LastTicks ? null : "a frame is recorded no later than the one before it";
    }

    /// <summary>At least <paramref name="count"/> bytes from a place on, fewer only at the end of the file.</summary>
    private ReadOnlyMemory<byte> Fill(long at, int count)
    {
        if (at < bufferAt || at + count > bufferAt + bufferLength)
        {
            if (buffer.Length < count)
            {
                buffer = new byte[Math.Max(count, ReadAheadBytes)];
            }

            bufferAt = at;
            bufferLength = file.Read(buffer, at);
        }

        var start = (int)Math.Min(at - bufferAt, bufferLength);
        return buffer.AsMemory(start, bufferLength - start);
    }
}
