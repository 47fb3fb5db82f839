using System.Buffers.Binary;
using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Digests;

/// <summary>
/// The digests of one segment's events (docs/format/digests.md), written behind the log and made durable when the segment is full or
/// the log closed. What a crash takes of its end is computed again from the log. One caller at a time.
/// </summary>
internal sealed class DigestFile : IDisposable
{
    public const int HeaderBytes = 80;

    private const ulong Magic = 0x4749_444B_4259_4144; // "DAYBKDIG" read as little-endian
    private const int DigestAt = 40;
    private const int ChecksumAt = 72;

    private readonly IDiskFile file;
    private readonly uint logSeed;
    private byte[] buffer = new byte[DigestBlock.SizeOf(DigestBlock.LikelyEvents)];
    private long end;

    private DigestFile(IDiskFile file, Guid logId, (long FirstPosition, Digest Before) begin)
    {
        this.file = file;
        logSeed = FrameHeader.SeedOf(logId);
        end = HeaderBytes;
        (FirstPosition, Before) = begin;
        (LastPosition, Digest) = (FirstPosition - 1, Before);
    }

    /// <summary>The first position of its segment.</summary>
    public long FirstPosition { get; }

    /// <summary>The digest of everything before the segment.</summary>
    public Digest Before { get; }

    /// <summary>The last position that it covers; before the first when there is none.</summary>
    public long LastPosition { get; private set; }

    /// <summary>The digest of everything up to the last position.</summary>
    public Digest Digest { get; private set; }

    /// <summary>Where the blocks that are whole end; after <see cref="TryNext"/> answered false and bytes follow, these are no block.</summary>
    public long End => end;

    /// <summary>True when bytes follow the last whole block that was come to.</summary>
    public bool HasTail => file.Length > end;

    /// <summary>Makes an empty one; its name is durable when the call returns.</summary>
    public static DigestFile Create(IDisk disk, LogPaths paths, Guid logId, long firstPosition, Digest before)
    {
        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), LogFormat.Version);
        logId.TryWriteBytes(header.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), firstPosition);
        before.CopyTo(header.AsSpan(DigestAt));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumAt), Crc32C.Of(header.AsSpan(0, ChecksumAt)));
        disk.CreateWhole(paths.Digests(firstPosition), LogFormat.UnfinishedExtension, header);
        return new DigestFile(disk.Open(paths.Digests(firstPosition), DiskAccess.ReadWrite), logId, (firstPosition, before));
    }

    /// <summary>Opens one before its first block; null when there is none.</summary>
    /// <exception cref="LogException">Its header is damaged, of another log, segment or format.</exception>
    public static DigestFile? Open(IDisk disk, LogPaths paths, Guid logId, long firstPosition, DiskAccess access)
    {
        var path = paths.Digests(firstPosition);
        if (!disk.FileExists(path))
        {
            return null;
        }

        var file = disk.Open(path, access);
        try
        {
            var header = new byte[HeaderBytes];
            var read = file.Read(header, 0);
            return new DigestFile(file, logId, (firstPosition, Parse(header.AsSpan(0, read), logId, firstPosition)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes on to the next block; false at the end of the file, and at bytes that are no block.</summary>
    /// <param name="marks">The marks of its events, good until the next call.</param>
    public bool TryNext(out ReadOnlySpan<byte> marks)
    {
        marks = default;
        var head = Read(DigestBlock.HeadBytes);
        if (!DigestBlock.TryPeek(head, out var events))
        {
            return false;
        }

        var size = DigestBlock.SizeOf(events);
        var block = Read(size);
        if (block.Length < size || !DigestBlock.IsIntact(block, DigestBlock.SeedOf(logSeed, LastPosition + 1)))
        {
            return false;
        }

        end += size;
        LastPosition += events;
        Digest = DigestBlock.DigestOf(block);
        marks = DigestBlock.MarksOf(block);
        return true;
    }

    /// <summary>Cuts off what follows the last block; durable when the call returns.</summary>
    public void CutTail()
    {
        if (file.Length > end)
        {
            file.TruncateDurably(end);
        }
    }

    /// <summary>
    /// Writes everything again as it is. After a failed flush a system shows bytes that never came to the disk; the next flush
    /// would not take them along.
    /// </summary>
    public void WriteAgain()
    {
        for (var at = 0L; at < end; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at));
            var read = file.Read(piece, at);
            Invariant.Holds(read == piece.Length);
            file.Write(piece, at);
        }
    }

    /// <summary>Adds events that follow all before; not durable until <see cref="Flush"/>.</summary>
    /// <param name="marks">Their marks.</param>
    /// <param name="digest">Of everything up to the last of them.</param>
    public void Append(ReadOnlySpan<byte> marks, Digest digest)
    {
        var events = marks.Length / DigestBlock.MarkBytes;
        Invariant.Holds(events is >= 1 and <= DigestBlock.MostEvents);
        if (buffer.Length < DigestBlock.SizeOf(events))
        {
            buffer = new byte[DigestBlock.SizeOf(events)];
        }

        var size = DigestBlock.Write(buffer, marks, digest, DigestBlock.SeedOf(logSeed, LastPosition + 1));
        file.Write(buffer.AsSpan(0, size), end);
        end += size;
        LastPosition += events;
        Digest = digest;
    }

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();

    private static Digest Parse(ReadOnlySpan<byte> header, Guid logId, long firstPosition)
    {
        const string Remedy = "Restore the file from a backup. Without it, only checksums tell whether the segment was changed.";
        var name = LogPaths.DigestsName(firstPosition);
        if (header.Length < HeaderBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumAt..]) != Crc32C.Of(header[..ChecksumAt])
            || header[12..16].ContainsAnyExcept((byte)0) || header[76..].ContainsAnyExcept((byte)0))
        {
            throw LogException.Damaged(name, 0, "the checksum of the header does not match", Remedy);
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) is var version && version != LogFormat.Version)
        {
            throw LogFormat.UnknownVersion(name, version);
        }

        return new Guid(header.Slice(16, 16), bigEndian: true) == logId && BinaryPrimitives.ReadInt64LittleEndian(header[32..]) == firstPosition
            ? Digest.From(header[DigestAt..])
            : throw LogException.Damaged(name, 0, "the header is of another store or another segment", Remedy);
    }

    /// <summary>Bytes from where the blocks end, fewer only at the end of the file.</summary>
    private ReadOnlySpan<byte> Read(int count)
    {
        if (buffer.Length < count)
        {
            buffer = new byte[count];
        }

        return buffer.AsSpan(0, file.Read(buffer.AsSpan(0, count), end));
    }
}
