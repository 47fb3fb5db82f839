using Daybook.Log.Disk;

namespace Daybook.Log.Writing;

/// <summary>
/// The end of a segment, to which groups are written so that they are durable when the call returns. It keeps room ahead, filled
/// with zeros, as the volume allows: blocks that were written before are flushed faster than blocks that are new, and the
/// length does not change.
/// </summary>
internal sealed class CommitFile : IDisposable
{
    /// <summary>The room that a segment begins with; it grows with what is written.</summary>
    public const int LeastRoomBytes = 64 * 1024;

    /// <summary>Room that is made at once, at most.</summary>
    public const int MostRoomBytes = 4 * 1024 * 1024;

    private const int Block = IDisk.DirectAlignment;

    private readonly IDisk disk;
    private readonly string path;
    private readonly long sizeBytes;
    private readonly IDiskFile file;
    private DirectTail? direct;
    private long roomEnd;

    /// <summary>Opens a segment at its end.</summary>
    /// <param name="options">The fastest mode that is wanted, and the size up to which room is made.</param>
    /// <param name="path">The segment.</param>
    /// <param name="end">Where its last frame ends.</param>
    /// <param name="fileEnd">Where the file ends; what lies between is room, filled with zeros and durable.</param>
    public CommitFile(LogOptions options, string path, long end, long fileEnd)
    {
        Invariant.Holds(end <= fileEnd);
        this.path = path;
        disk = options.Disk;
        sizeBytes = options.SegmentSizeBytes;
        End = end;
        roomEnd = fileEnd;
        Mode = options.FlushMode;
        file = disk.Open(path, DiskAccess.ReadWrite);
        try
        {
            direct = Mode == FlushMode.Direct ? OpenDirect() : null;
        }
        catch
        {
            file.Dispose();
            throw;
        }

        Mode = Mode == FlushMode.Direct && direct is null ? FlushMode.Prepared : Mode;
    }

    /// <summary>How it writes; slower than was wanted when the volume does not have it.</summary>
    public FlushMode Mode { get; private set; }

    /// <summary>Where the next bytes go.</summary>
    public long End { get; private set; }

    /// <summary>Writes bytes behind all others; durable when it returns, unknown when it throws.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Mode != FlushMode.Growing && End + bytes.Length > roomEnd)
        {
            MakeRoom(bytes.Length);
        }

        if (direct is not null && RoundUp(End + bytes.Length) <= roomEnd)
        {
            direct.Write(bytes, End);
        }
        else
        {
            file.Write(bytes, End);
            file.Flush();
            direct?.Skip(bytes, End);
        }

        End += bytes.Length;
        roomEnd = Math.Max(roomEnd, End);
    }

    /// <summary>Gives back the room that is left, so that the file ends where its last frame does.</summary>
    public void Seal()
    {
        if (roomEnd > End)
        {
            file.TruncateDurably(End);
            roomEnd = End;
        }
    }

    public void Dispose()
    {
        direct?.Dispose();
        file.Dispose();
    }

    private static long RoundUp(long value) => (value + Block - 1) / Block * Block;

    private DirectTail? OpenDirect()
    {
        if (disk.OpenDirect(path) is not { } opened)
        {
            return null;
        }

        try
        {
            var lastBlock = new byte[End % Block];
            var read = lastBlock.Length == 0 ? 0 : file.Read(lastBlock, End - lastBlock.Length);
            Invariant.Holds(read == lastBlock.Length);
            return new DirectTail(opened, lastBlock);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Makes room for the bytes and some more; none when the volume is nearly full, and then the file grows.</summary>
    private void MakeRoom(int bytes)
    {
        var more = Math.Clamp(2 * End, LeastRoomBytes, MostRoomBytes);
        var from = RoundUp(roomEnd);
        var to = RoundUp(Math.Max(End + bytes, Math.Min(from + more, sizeBytes)));
        if (disk.FreeBytes(Path.GetDirectoryName(path)!) < (to - from) + MostRoomBytes)
        {
            return;
        }

        try
        {
            Clear(from, to);
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Full)
        {
            // There was less than the volume said. What is asked for may fit all the same, and the file must not go on behind it.
            file.TruncateDurably(roomEnd);
            return;
        }

        if (direct is null)
        {
            // A flush that fails is the end, whatever the reason.
            file.Flush();
        }

        roomEnd = to;
    }

    private void Clear(long from, long to)
    {
        if (direct is not null && !TryClearDirectly(from, to))
        {
            direct.Dispose();
            direct = null;
            Mode = FlushMode.Prepared;
        }

        if (direct is null)
        {
            file.Write(new byte[to - roomEnd], roomEnd);
        }
    }

    /// <summary>False when the volume opened the file for direct writes and does not take any.</summary>
    private bool TryClearDirectly(long from, long to)
    {
        try
        {
            direct!.Clear(from, to);
            return true;
        }
        catch (DiskException failure) when (failure.Fault == DiskFault.Unsupported)
        {
            return false;
        }
    }
}
